import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";
import { there } from "./there.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Real parts take the place of the embedded ones, for tests and the system alike, where they can run. */
export function inTheirPlace(): Plugin {
  const instead = new Map<string, string>();
  if (there.dynamodb) instead.set("infra/local/dynamodb/server.ts", "tests/support/parts/dynamodb-server.ts");
  if (there.redis) instead.set("infra/local/redis/engine.ts", "tests/support/parts/redis-engine.ts");
  const load = (id: string) => {
    const real = instead.get((id.split("?")[0] ?? "").slice(root.length));
    return real && `export * from ${JSON.stringify(root + real)};`;
  };
  return { name: "in-their-place", enforce: "pre", load };
}
