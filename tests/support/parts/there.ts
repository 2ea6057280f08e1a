import { spawnSync } from "node:child_process";
import { canRunDynamoDbLocal } from "../dynamodb-local.ts";

/** The programs that serve as a real Redis, whichever is there. */
const PROGRAMS = ["redis-server", "valkey-server"];

/** What can run here of the parts that stand embedded elsewhere. */
export const there = {
  dynamodb: canRunDynamoDbLocal,
  redis: PROGRAMS.find((it) => spawnSync(it, ["--version"]).status === 0),
};
