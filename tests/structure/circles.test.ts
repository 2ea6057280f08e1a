import { expect, test } from "vitest";
import { importsOf, resolveImport, sources } from "../support/source.ts";

/** What each file imports of ours. */
const graph = (types: boolean): Map<string, string[]> =>
  new Map(
    sources.map((file) => {
      const imports = importsOf(file).filter((it) => it.specifier.startsWith(".") && (types || !it.typeOnly));
      return [file, [...new Set(imports.map(({ specifier }) => resolveImport(file, specifier)))]];
    }),
  );

/** The imports that lie on a circle: those whose target leads back to their file. */
function circular(imports: Map<string, string[]>): string[] {
  const reached = new Map([...imports.keys()].map((file) => [file, from(imports, file)]));
  const edges = [...imports].flatMap(([file, targets]) => targets.map((target) => ({ file, target })));
  return edges
    .filter(({ file, target }) => target === file || reached.get(target)?.has(file))
    .map(({ file, target }) => `${file} -> ${target}`);
}

function from(imports: Map<string, string[]>, start: string): Set<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const target of imports.get(file) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}

test("nothing imports in a circle", () => expect(circular(graph(false))).toEqual([]));

test("nor do the types", () => expect(circular(graph(true))).toEqual([]));

/** The floors of core, the lowest first; docs/architecture.md says what each is for. */
const FLOORS = [
  ["answers", "errors", "page", "ports", "secret", "messages"],
  ["organizations"],
  ["sessions", "projects", "notifications"],
  ["releases"],
  ["issues", "trackers"],
  ["caches", "analytics", "events"],
  ["ownership", "sync"],
  ["integrations", "tickets", "jira-server", "discord"],
  ["jira-cloud"],
  ["relay", "operations"],
];
const floorOf = (file: string): number => FLOORS.findIndex((it) => it.includes(file.split("/")[1]?.replace(/\.ts$/, "") ?? ""));

test("nothing in core takes from a higher floor, types included, and every folder has its floor", () => {
  const core = [...graph(true)].filter(([file]) => file.startsWith("core/"));
  expect(core.filter(([file]) => floorOf(file) < 0)).toEqual([]);
  expect(core.flatMap(([file, targets]) => targets.filter((it) => floorOf(it) > floorOf(file)).map((it) => `${file} -> ${it}`))).toEqual(
    [],
  );
});
