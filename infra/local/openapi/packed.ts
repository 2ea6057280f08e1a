import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

/** Where the document is as it is served. */
export const PACKED = "functions/organizations/openapi-packed.ts";

/** What stands there, unpacked; null where nothing does. */
export async function unpacked(): Promise<string | null> {
  if (!existsSync(PACKED)) return null;
  const { OPENAPI } = (await import(pathToFileURL(resolve(PACKED)).href)) as { OPENAPI: string };
  return gunzipSync(Buffer.from(OPENAPI, "base64")).toString();
}

/** The module. One text may be packed in several ways: whoever writes it looks first whether it stands there already. */
export const packedModule = (text: string): string =>
  `/** Generated: docs/openapi.json without blanks, gzip, Base64; by \`npm run docs\`. A test fails when it is stale. */
export const OPENAPI =
  "${gzipSync(text, { level: 9 }).toString("base64")}";\n`;
