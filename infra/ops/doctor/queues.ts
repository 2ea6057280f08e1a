import { Resource } from "sst";
import { NotFound } from "../../../core/errors.ts";
import { type DeployedQueue, deployedQueue } from "../../../functions/adapters/sqs/deployed-queues.ts";
import { operatedQueues } from "../../../functions/adapters/sqs/operated-queues.ts";
import type { Queue } from "../../local/topology.ts";
import { type Finding, ill, look, well } from "./finding.ts";

/** So much waits where workers do not keep up, or none runs. */
const MANY = 10_000;
const DEPLOY = "Deploy the stage again; nobody but a deploy should change a queue.";

/** Whether every queue is there as it is declared, what waits, and what was given up. */
export async function queues(declared: readonly Queue[]): Promise<Finding[]> {
  const all = Resource.Queues.all;
  const found = await Promise.all(all.map(async (it) => [...(await load(it.name)), ...(await differences(it, declared))]));
  const known = new Set(all.map((it) => it.name));
  const missing = declared
    .filter(({ name, worker }) => worker && !known.has(name.replace(/Queue$/, "")))
    .map(({ name }) => ill("queues", `The queue ${name} is not part of what is deployed.`, "Deploy the stage."));
  const bad = [...found.flat(), ...missing];
  return bad.length > 0 ? bad : [well("queues", `All ${all.length} are there as declared, and nothing was given up.`)];
}

async function load(name: string): Promise<Finding[]> {
  try {
    const { waiting, dead } = await operatedQueues.depth(name);
    const given = `${dead} ${dead === 1 ? "message was" : "messages were"} given up in ${name}.`;
    return [
      ...(dead > 0 ? [ill("queues", given, `See why: npm run ops -- dlq list ${name}`)] : []),
      ...(waiting > MANY
        ? [look("queues", `${waiting} messages wait in ${name}.`, "Look at its worker's log, and at the quota of concurrent executions.")]
        : []),
    ];
  } catch (error) {
    if (error instanceof NotFound) return [ill("queues", `The queue ${name} is not there.`, "Deploy the stage again.")];
    throw error;
  }
}

async function differences(
  { name, url, deadLetterUrl }: (typeof Resource.Queues.all)[number],
  declared: readonly Queue[],
): Promise<Finding[]> {
  const wanted = declared.find((it) => it.name === `${name}Queue`);
  const [it, deadLetters] = await Promise.all([url === "" ? null : deployedQueue(url), deployedQueue(deadLetterUrl)]);
  if (!it || !wanted) return [];
  const faults = [
    ...(it.visibilitySeconds === wanted.visibilitySeconds
      ? []
      : [`hides a message for ${it.visibilitySeconds} seconds, not ${wanted.visibilitySeconds}: it may be worked on twice, or come late`]),
    ...(isGivenUp(it, wanted, deadLetterUrl) ? [] : ["gives messages up otherwise than is declared: they may be lost, or tried for ever"]),
    ...(deadLetters && deadLetters.keptSeconds < it.keptSeconds ? ["keeps what was given up for a shorter time than what waits"] : []),
  ];
  return faults.map((what) => ill("queues", `The queue ${name} ${what}.`, DEPLOY));
}

const isGivenUp = ({ givesUp }: DeployedQueue, { deadLetter }: Queue, deadLetterUrl: string): boolean =>
  givesUp?.after === deadLetter?.maxReceiveCount && (givesUp?.to ?? "") === (deadLetterUrl.split("/").at(-1) ?? "");
