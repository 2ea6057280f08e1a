import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { MUTANTS } from "../support/mutants/all.ts";
import { codeOf, sources, textOf } from "../support/source.ts";

/** docs/architecture.md, "Rules that hold the house up". */
const production = sources.filter((file) => !file.startsWith("tests/"));
const tests = sources.filter((file) => file.startsWith("tests/"));
const matching = (files: string[], pattern: RegExp) => files.filter((file) => pattern.test(codeOf(file)));

test("there is something to check", () => {
  expect(production.length).toBeGreaterThan(100);
  expect(tests.length).toBeGreaterThan(100);
});

test("no file is longer than 250 lines, tests neither", () => {
  expect(sources.filter((file) => textOf(file).split("\n").length > 250)).toEqual([]);
});

test("names are in kebab-case", () => {
  expect(production.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(file)))).toEqual([]);
});

test("no folder or file collects what belongs nowhere", () => {
  expect(production.filter((file) => /\/(utils?|helpers?|services?|types?|common|shared)\b/.test(file))).toEqual([]);
});

test("there are no barrels", () => expect(matching(production, /^export \* from/m)).toEqual([]));

test("the environment is read by what runs on one machine and by the operator's commands: what is deployed depends on nobody's shell", () => {
  const reads = production.filter((file) => codeOf(file).includes("process.env"));
  expect(reads.filter((file) => !/^infra\/(local|ops)\//.test(file))).toEqual([]);
  expect(readFileSync("sst.config.ts", "utf8")).not.toContain("process.env");
});

test("core has no clock and no randomness", () => {
  const core = production.filter((file) => file.startsWith("core/"));
  expect(matching(core, /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomBytes|randomUUID/)).toEqual([]);
});

test("zod comes as a namespace, so that a bundle has only what it uses", () => {
  expect(matching(production, /import \{[^}]*\bz\b[^}]*\} from "zod"/)).toEqual([]);
});

test("the types are never switched off", () => {
  expect(sources.filter((file) => /@ts-(?:ignore|nocheck)\b/.test(textOf(file)))).toEqual([]);
});

test("no test stands alone, and none waits to be written", () => {
  expect(matching(tests, /\b(?:test|it|describe)\.(?:only|todo)\(/)).toEqual([]);
});

test("handlers are short", () => {
  const handlers = production.filter((file) => /^functions\/(?!edges\/|adapters\/)/.test(file));
  const bodies = handlers.map((file) => [file, textOf(file).split("export const handler")[1] ?? ""] as const);
  expect(bodies.filter(([, body]) => body.trimEnd().split("\n").length > 30).map(([file]) => file)).toEqual([]);
  expect(bodies.filter(([, body]) => body !== "").length).toBeGreaterThan(50);
});

test("what a mutant replaces stands in its file once, or it would not be known what was tried", () => {
  expect(MUTANTS.filter(({ file, rule }) => textOf(file).split(rule).length !== 2).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  expect(MUTANTS.flatMap(({ killers }) => killers.filter((it) => !sources.includes(it)))).toEqual([]);
  expect(new Set(MUTANTS.map((it) => it.name)).size).toBe(MUTANTS.length);
});
