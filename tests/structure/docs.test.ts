import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowsPage } from "../../infra/local/flows-page.ts";
import { placesModule } from "../../infra/local/places.ts";
import { scriptModules } from "../../infra/local/script-modules.ts";
import { synthesize } from "../../infra/local/sst.ts";
import { type Counted, withTables } from "../bench/cost-table.ts";

const topology = await synthesize();
const readme = readFileSync("README.md", "utf8");

test("docs/flows.md is what `npm run docs` writes", () => expect(readFileSync("docs/flows.md", "utf8")).toBe(flowsPage(topology)));

test("what a stage costs is computed from what was counted, and counted for as many queues and alarms as there are", () => {
  const counted = JSON.parse(readFileSync("tests/bench/counted.json", "utf8")) as Counted;
  const page = readFileSync("docs/cost.md", "utf8");
  expect(page).toBe(withTables(page, counted));
  const working = topology.queues.filter((it) => it.worker).length;
  // A few more or less change no figure that matters; `npm run bench:cost` counts anew.
  expect(Math.abs(counted.declared.standard + counted.declared.fifo - working)).toBeLessThanOrEqual(2);
  expect(Math.abs(counted.declared.alarms - topology.alarms.length)).toBeLessThanOrEqual(6);
});

test("the navigation has what the flows' routes.ts call places", async () =>
  expect(readFileSync("functions/views/places.ts", "utf8")).toBe(await placesModule()));

test("the script of the pages is what its source and the library make", async () => {
  for (const [file, text] of Object.entries(await scriptModules())) expect(readFileSync(file, "utf8"), file).toBe(text);
});

test("the README names both commands, and every script and file it names is there", () => {
  expect(readme).toContain("npm ci && npm start");
  expect(readme).toContain("npm ci && npm test");
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script = ""]) => script);
  expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
});

test("what the glossary calls by a name of the code has that name there", () => {
  const [, words = ""] = readFileSync("docs/architecture.md", "utf8").split(/^## (?:Words|The tree)$/m);
  const code = globSync("core/**/*.ts")
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const named = [...words.matchAll(/`([A-Za-z]+)`/g)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

test("the lockfile names no registry", () => expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"'));
