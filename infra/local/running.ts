import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where a running system is. */
export type Addresses = {
  api: string;
  dynamodb: string;
  sqs: string;
  redis: { url: string; token: string };
  table: string;
  /** By the queue's name. */
  queues: Record<string, string>;
};

/** What `endpoints.json` says while `npm start` runs. */
export type Endpoints = Addresses & {
  resources: object;
  /** Bearer token of the demo organization's owner. */
  token: string;
};

const MEMORY = ":memory:";

/** Where state is kept; null where none is, and the folder beside it that says what runs. */
export function placeOf(env: NodeJS.ProcessEnv): { data: string | null; home: string } {
  const data = env.LOCKSTEP_DATA ?? ".lockstep/data";
  return data === MEMORY ? { data: null, home: ".lockstep" } : { data, home: dirname(data) };
}

/** What the running `npm start` says of itself, also one that keeps nothing; ends the command in one plain line when there is none. */
export function readRunning(): Endpoints & { home: string } {
  const { home } = placeOf(process.env);
  try {
    return { ...(JSON.parse(readFileSync(join(home, "endpoints.json"), "utf8")) as Endpoints), home };
  } catch {
    return stop("Lockstep is not running here. Start it with `npm start` in another terminal.");
  }
}

/** Points the adapters of this process at a running system. They read the environment when they are first used. */
export function useRunning({ resources, ...services }: Pick<Endpoints, "resources" | "dynamodb" | "sqs">): void {
  process.env.SST_RESOURCES_JSON = JSON.stringify(resources);
  useServices(services);
}

/** Points the SDKs of this process at embedded services, which ask for no credentials of anybody. */
export function useServices({ dynamodb, sqs }: Pick<Addresses, "dynamodb" | "sqs">): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
}

export function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
