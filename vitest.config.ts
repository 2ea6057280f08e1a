import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { inTheirPlace } from "./tests/support/parts/in-their-place.ts";
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

/** What runs against the real parts too. */
const FLOWS = "{assignment,convergence,jira-server-sync,events,search,projects,restart,discord,ownership,releases,merge,ingest,issues,members}";
const PARTS = ["tests/contracts/**/*.test.ts", `tests/flows/${FLOWS}.test.ts`, "tests/flows/long/{project-deletion,rates}.test.ts"];

export default defineConfig(({ mode }) => {
  // `npm run test:proofs`: this one variable makes every proof whole.
  const whole = mode === "proofs";
  const env = { LOCKSTEP_PROOFS: whole ? "1" : "" };
  const sized = globSync("tests/{unit,contracts,flows}/**/*.test.ts").filter((it) => readFileSync(it, "utf8").includes("/support/size.ts"));
  const project = (name: string, groupOrder: number, more: object = {}) => ({
    plugins: [takenAway()],
    test: { name, include: [`tests/${name}/**/*.test.ts`], sequence: { groupOrder }, env, ...SETTINGS, ...more },
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
            { ...project("parts", 4, { include: PARTS, globalSetup: ["tests/support/parts/start.ts"] }), plugins: [inTheirPlace()] },
          ]
        : USUAL.map((name, at) => project(name, at + 1, { exclude: [LONG] })),
    },
  };
});
