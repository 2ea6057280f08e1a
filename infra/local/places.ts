import { globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** What a flow's routes.ts says of a page that the navigation leads to; `rank` orders the places of a group. */
type Declared = { name: string; icon: string; group: string; rank: number };
type Flow = { folder: string; routes: Record<string, string>; places?: Record<string, Declared> };

/** functions/views/places.ts: the places of all flows. Throws where a place is no route of its flow. */
export async function placesModule(): Promise<string> {
  const flows: Flow[] = await Promise.all(
    globSync("functions/*/routes.ts").map(async (file) => ({
      folder: dirname(file),
      ...(await import(pathToFileURL(resolve(file)).href)),
    })),
  );
  const all = flows.flatMap(({ folder, routes, places = {} }) =>
    Object.entries(places).map(([route, place]) => {
      const step = routes[route];
      if (step === undefined) throw new Error(`${route} is no route of the flow that calls it a place`);
      return { ...place, path: `${route.slice("GET ".length)}/`, scope: scopeOf(`${folder}/web/${step}.ts`) };
    }),
  );
  all.sort((a, b) => a.group.localeCompare(b.group) || a.rank - b.rank);
  const lines = all.map(({ group, name, path, icon, scope }) => {
    const members = Object.entries({ group, name, path, icon, scope }).map(([key, value]) => `    ${key}: ${JSON.stringify(value)},`);
    return `  {\n${members.join("\n")}\n  },`;
  });
  return `import type { Place } from "./place.ts";

/** Generated from what the flows call \`places\` in their routes.ts, by \`npm run docs\`; a test fails when it is stale. */
export const PLACES: readonly Place[] = [\n${lines.join("\n")}\n];\n`;
}

/** What somebody needs to see the page that this file makes. Throws where it does not say so. */
function scopeOf(file: string): string {
  const [, scope] = /\bpage\("([a-z:]+)",/.exec(readFileSync(file, "utf8")) ?? [];
  if (scope === undefined) throw new Error(`${file} makes no page for somebody with a scope`);
  return scope;
}
