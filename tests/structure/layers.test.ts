import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { codeOf, importsOf, resolveImport, sources, textOf } from "../support/source.ts";

/** docs/architecture.md, "Rules that hold the house up". */
const layerOf = (file: string): string => {
  if (file.startsWith("infra/local/")) return "local";
  if (/^functions\/(edges|adapters)\//.test(file)) return file.split("/")[1] ?? "";
  return file.split("/")[0] ?? "";
};
const may: Record<string, string[]> = {
  core: ["core"],
  adapters: ["core", "adapters"],
  edges: ["core", "adapters", "edges"],
  functions: ["core", "adapters", "edges"],
  infra: ["infra"],
  // The demo data and the demo Jira are written with the adapters; nothing else of the runner knows the functions.
  local: ["local", "core", "adapters"],
};
const usesAdapters = new Set(["infra/local/seed.ts", "infra/local/demo-jira.ts"]);
const production = sources.filter((file) => !file.startsWith("tests/"));

test("there is something to check", () => expect(production.length).toBeGreaterThan(100));

describe.each(production)("%s", (file) => {
  const layer = layerOf(file);
  const imports = importsOf(file);

  test("reaches only what its layer may", () => {
    for (const { specifier } of imports) {
      if (!specifier.startsWith(".")) {
        if (layer === "core") expect(["zod", "node:crypto"]).toContain(specifier);
        continue;
      }
      expect(specifier, "say the extension").toMatch(/\.(ts|json)$/);
      const target = resolveImport(file, specifier);
      const flow = (path: string) => path.split("/")[1];
      if (layer === "functions" && layerOf(target) === "functions") expect(flow(target), "flows are strangers").toBe(flow(file));
      else expect(may[layer], `${layer} may not reach ${target}`).toContain(layerOf(target));
      if (layer === "local" && ["core", "adapters"].includes(layerOf(target))) expect(usesAdapters).toContain(file);
    }
  });

  test("is small, named for what it is, and no barrel", () => {
    expect(textOf(file).split("\n").length).toBeLessThanOrEqual(250);
    expect(basename(file)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/);
    expect(file).not.toMatch(/\/(utils?|helpers?|services?|types?|common|shared)\b/);
    expect(codeOf(file)).not.toMatch(/^export \* from/m);
  });

  test("takes the environment, the clock and randomness only where it may", () => {
    const code = codeOf(file);
    if (layer !== "local")
      expect(code.replace(/process\.env\.(LOCKSTEP_\w+|AWS_REGION)/g, layer === "infra" ? "" : "$&")).not.toContain("process.env");
    if (layer === "core") expect(code).not.toMatch(/Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomBytes|randomUUID/);
    expect(code).not.toMatch(/import \{[^}]*\bz\b[^}]*\} from "zod"/);
    expect(code).not.toMatch(/@ts-ignore|@ts-nocheck/);
  });
});

describe.each(sources.filter((file) => file.startsWith("tests/")))("%s", (file) => {
  test("is no longer than 250 lines and skips nothing silently", () => {
    expect(textOf(file).split("\n").length).toBeLessThanOrEqual(250);
    expect(codeOf(file)).not.toMatch(/\b(?:test|it|describe)\.(?:only|todo)\(/);
  });
});

test("handlers are short", () => {
  const handlers = production.filter((file) => layerOf(file) === "functions");
  const lengths = handlers.map((file) => textOf(file).split("export const handler")[1]?.trimEnd().split("\n").length ?? 0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(30);
});

test("nothing imports in a circle", () => {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    expect(path, `${[...path, file].join(" -> ")}`).not.toContain(file);
    if (done.has(file)) return;
    for (const { specifier, typeOnly } of importsOf(file)) {
      if (!typeOnly && specifier.startsWith(".") && specifier.endsWith(".ts")) visit(resolveImport(file, specifier), [...path, file]);
    }
    done.add(file);
  };
  for (const file of production) visit(file, []);
});
