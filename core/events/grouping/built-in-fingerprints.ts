import type { ErrorEvent } from "../event.ts";
import { familyOf } from "./platform.ts";

/** What React says when a page from the server is not what the browser makes of it. */
const HYDRATION = [
  "Hydration failed because the initial UI does not match what was rendered on the server.",
  "The server could not finish this Suspense boundary, likely due to an error during server rendering. Switched to client rendering.",
  "There was an error while hydrating this Suspense boundary. Switched to client rendering.",
  "There was an error while hydrating. Because the error happened outside of a Suspense boundary, the entire root will switch to client rendering.",
  "Text content does not match server-rendered HTML.",
];

/**
 * Errors of browsers whose stack says nothing about them: a file of a former build that is not there any more is one issue wherever it was
 * missed, and a page that does not match is one for each page. Null for all others. It replaces the event's own fingerprint.
 */
export function builtInFingerprint({ platform, exceptions, message, tags }: ErrorEvent): string[] | null {
  if (familyOf(platform) !== "javascript") return null;
  if (exceptions.some((it) => it.type === "ChunkLoadError" || it.value?.startsWith("ChunkLoadError"))) return ["chunkloaderror"];
  const page = tags.find(([name]) => name === "transaction")?.[1];
  const said = [message, ...exceptions.map((it) => it.value)];
  return page !== undefined && HYDRATION.some((it) => said.includes(it)) ? ["hydrationerror", page] : null;
}
