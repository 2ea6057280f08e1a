import { expect, test } from "vitest";
import { importsOf, resolveImport, sources } from "../support/source.ts";

/**
 * What an integration is knows what it reaches Jira with, and the other way round. Imports of types only, and to be taken apart: an entry
 * may go, none may come.
 */
const KNOWN = [
  "core/jira-server/credentials.ts -> core/jira-server/ports.ts",
  "core/jira-server/credentials.ts -> core/ports.ts",
  "core/jira-server/picker.ts -> core/jira-server/credentials.ts",
  "core/jira-server/picker.ts -> core/jira-server/ports.ts",
  "core/jira-server/picker.ts -> core/ports.ts",
  "core/jira-server/pipeline.ts -> core/jira-server/credentials.ts",
  "core/jira-server/pipeline.ts -> core/jira-server/ports.ts",
  "core/jira-server/pipeline.ts -> core/ports.ts",
  "core/jira-server/ports.ts -> core/jira-server/pipeline.ts",
  "core/ports.ts -> core/jira-server/picker.ts",
  "core/ports.ts -> core/jira-server/ports.ts",
];

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

test("nor do the types, but for what is known", () => expect(circular(graph(true)).sort()).toEqual(KNOWN));
