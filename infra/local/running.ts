import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type Running = { api: string; dynamodb: string; sqs: string; resources: string; home: string; token: string };

/** What the running `npm start` says of itself; ends the command in one plain line when there is none. */
export function readRunning(): Running {
  const data = process.env.LOCKSTEP_DATA ?? ".lockstep/data";
  const home = dirname(data);
  try {
    const { api, dynamodb, sqs, resources } = JSON.parse(readFileSync(join(home, "endpoints.json"), "utf8"));
    const token = process.env.LOCKSTEP_TOKEN ?? readFileSync(join(data, "token"), "utf8").trim();
    return { api, dynamodb, sqs, resources: typeof resources === "string" ? resources : JSON.stringify(resources), home, token };
  } catch {
    return stop("Lockstep is not running here. Start it with `npm start` in another terminal.");
  }
}

export function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
