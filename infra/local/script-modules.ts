import { createHash } from "node:crypto";
import { build } from "esbuild";

const GENERATED = "/** Generated from functions/console/enhance.mjs, by `npm run docs`; a test fails when it is stale. */";

/** The script of the pages as one text, and what the pages call it: two modules, as a page names the script and does not carry it. */
export async function scriptModules(): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    ...{ entryPoints: ["functions/console/enhance.mjs"], bundle: true, minify: true, write: false },
    ...{ format: "iife", target: "es2022", charset: "utf8", legalComments: "none" },
  });
  const text = outputFiles[0]?.text ?? "";
  const digest = createHash("sha256").update(text).digest();
  return {
    "functions/console/script.ts": `${GENERATED}\nexport const SCRIPT =\n  ${JSON.stringify(text)};\n`,
    "functions/views/script.ts": `${GENERATED}\nexport const SCRIPT_NAME = "console-${digest.toString("hex").slice(0, 16)}.js";
export const SCRIPT_INTEGRITY = "sha256-${digest.toString("base64")}";\n`,
  };
}
