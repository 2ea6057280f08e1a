import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type Import = { specifier: string; typeOnly: boolean };

export const sources = globSync("{core,functions,infra,tests}/**/*.ts", { exclude: ["**/*.d.ts"] }).sort();
export const textOf = (file: string): string => readFileSync(file, "utf8");
export const codeOf = (file: string): string => textOf(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

/** What a file imports, static and dynamic, as it is written. */
export function importsOf(file: string): Import[] {
  const code = codeOf(file);
  const from = [...code.matchAll(/^(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"/gm)];
  const bare = [...code.matchAll(/(?:^import\s+|\bimport\()"([^"]+)"/gm)];
  return [
    ...from.map(([, type, specifier = ""]) => ({ specifier, typeOnly: type !== undefined })),
    ...bare.map(([, specifier = ""]) => ({ specifier, typeOnly: false })),
  ];
}

/** The file that a relative import names. */
export const resolveImport = (file: string, specifier: string): string => join(dirname(file), specifier);
