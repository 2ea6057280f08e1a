import { globSync, readFileSync } from "node:fs";
import { there } from "./there.ts";

/** What a contract has to reach to be about a part. */
const REACHES = { dynamodb: /support\/table\.ts|dynamodb\/server\.ts/, redis: /redis\/server\.ts/ };
/** Of the flows those that between them do all that is done with the parts. */
const FLOWS = ["assignment", "convergence", "discord", "events", "jira-server-sync", "ownership", "projects", "restart", "search"];
/** Says which are not there. */
const WHICH = "tests/parts/parts.test.ts";

/** The test files that are run against the real parts that are there. What contracts are linked to, flows must not find: so they are apart. */
export function filesOfParts(): { contracts: string[]; flows: string[] } {
  const reaching = (part: keyof typeof REACHES) =>
    there[part] ? globSync("tests/contracts/**/*.test.ts").filter((it) => REACHES[part].test(readFileSync(it, "utf8"))) : [];
  const flows = there.dynamodb || there.redis ? FLOWS.map((it) => `tests/flows/${it}.test.ts`) : [];
  return { contracts: [WHICH, ...new Set([...reaching("dynamodb"), ...reaching("redis")])], flows };
}
