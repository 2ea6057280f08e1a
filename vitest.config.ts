import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { takenAway } from "./tests/support/taken-away.ts";

/**
 * Files of a project run in one process for each worker, one after the other: what they import is loaded once, what they start is shared.
 * Half as many more than cores, as flows often wait.
 */
const shared = { isolate: false, maxWorkers: Math.ceil(1.5 * availableParallelism()) };
const SETTINGS = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  setupFiles: ["tests/support/quiet.ts"],
  expect: { poll: { timeout: 60_000 } },
  ...shared,
};

/** Flows of which a file takes ten seconds or so: in trouble, over hours, of many. */
const LONG = "tests/flows/long/**/*.test.ts";
/** Everything that `npm test` runs needs Node and npm alone. */
const USUAL = ["unit", "contracts", "flows", "structure"];

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  // `npm run test:proofs`: this one variable makes every proof whole.
  const whole = mode === "proofs";
  const env = { LOCKSTEP_PROOFS: whole ? "1" : "" };
  const sized = globSync("tests/{unit,contracts,flows}/**/*.test.ts").filter((it) => readFileSync(it, "utf8").includes("/support/size.ts"));
  const project = (name: string, groupOrder: number, more: object = {}) => ({
    plugins: [takenAway()],
    test: { name, include: [`tests/${name}/**/*.test.ts`], sequence: { groupOrder }, env, ...SETTINGS, ...more },
  });
  // Looks for programs, which takes a while.
  const parts = whole ? (await import("./tests/support/parts/project.ts")).realParts() : null;
  const onParts = (name: string, groupOrder: number, include: string[]) => ({
    ...project(name, groupOrder, { ...parts?.settings, include }),
    plugins: parts?.plugins ?? [],
  });
  const report = process.env.LOCKSTEP_TEST_REPORT;
  return {
    test: {
      reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
      projects: whole
        ? [
            project("proofs", 1, { include: ["tests/proofs/**/*.test.ts", LONG, ...sized], isolate: true, testTimeout: 600_000 }),
            // What needs more than Node and npm, each skipped by name where that is not there.
            project("browser", 2),
            project("dynamodb-local", 3, { testTimeout: 600_000 }),
            ...(parts ? [onParts("parts", 4, parts.files.contracts), onParts("parts-flows", 5, parts.files.flows)] : []),
          ]
        : USUAL.map((name, at) => project(name, at + 1, { exclude: [LONG] })),
    },
  };
});
