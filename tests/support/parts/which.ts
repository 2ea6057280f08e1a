import { globSync, readFileSync } from "node:fs";
import { there } from "./there.ts";

/** What a contract has to reach to be about a part. */
const REACHES = { dynamodb: /support\/table\.ts|dynamodb\/server\.ts/, redis: /redis\/server\.ts/ };
/** Of the flows those that between them do all that is done with the parts. */
const FLOWS = ["assignment", "convergence", "discord", "events", "jira-server-sync", "ownership", "projects", "restart", "search"];
const MISSING = "tests/parts/parts.test.ts";

/** The test files that are run against the real parts that are there, and the one that says which are not. */
export function filesOfParts(): string[] {
  const contracts = (part: keyof typeof REACHES) =>
    there[part] ? globSync("tests/contracts/**/*.test.ts").filter((it) => REACHES[part].test(readFileSync(it, "utf8"))) : [];
  const flows = there.dynamodb || there.redis ? FLOWS.map((it) => `tests/flows/${it}.test.ts`) : [];
  return [MISSING, ...new Set([...contracts("dynamodb"), ...contracts("redis"), ...flows])];
}
