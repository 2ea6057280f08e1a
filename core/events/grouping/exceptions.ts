import { crashFrame } from "../crash-frame.ts";
import type { ErrorEvent, ExceptionValue } from "../event.ts";
import { exceptionsThatCount } from "./exception-groups.ts";
import { hasMinifiedName } from "./frame.ts";
import { comparable } from "./message.ts";
import { familyOf } from "./platform.ts";
import { stackParts, type Variant } from "./stack.ts";

type Thrown = Pick<ErrorEvent, "exceptions" | "platform">;

/** The exceptions that say which error it is, root cause first. */
export const countedExceptions = (event: Thrown, variant: Variant = "all"): readonly ExceptionValue[] =>
  exceptionsThatCount(event.exceptions, (it) => JSON.stringify(partsOf(it, event.platform, variant)));

/**
 * What of the exceptions takes part in grouping. Null for frames of the application where none of them has any; empty where nothing of
 * them says anything.
 */
export function exceptionParts(event: Thrown, variant: Variant): string[][] | null {
  const counted = countedExceptions(event, variant);
  const bare = variant === "app" && !counted.some((it) => stackParts(it.frames, event.platform, variant).length > 0);
  return bare ? null : counted.flatMap((it) => partsOf(it, event.platform, variant));
}

/** Of an exception its type, and its stack; its value where no frame says anything, or not where in minified code it was thrown. */
function partsOf(it: ExceptionValue, platform: string, variant: Variant): string[][] {
  const { domain, code } = it.mechanism?.nsError ?? {};
  // The stack of a cause may be a library's alone. That does not make its value say which error it is.
  const unplaced = domain === undefined && (isUnnamed(it, platform) || stackParts(it.frames, platform, "all").length === 0);
  return [
    ...(it.type === null || it.mechanism?.synthetic ? [] : [["type", it.type]]),
    ...(domain === undefined ? [] : [["error", domain, String(code)]]),
    ...(unplaced && it.value !== null ? [["value", comparable(it.value)]] : []),
    ...stackParts(it.frames, platform, variant).map((parts) => ["frame", ...parts]),
  ];
}

const isUnnamed = (it: ExceptionValue, platform: string): boolean => {
  const frame = crashFrame([it]);
  return frame !== undefined && hasMinifiedName(frame, familyOf(frame.platform ?? platform));
};
