import { NotFound } from "../../../core/errors.ts";
import { operatedQueues } from "../../../functions/adapters/sqs/operated-queues.ts";
import { type Finding, ill, look, well } from "./finding.ts";

/** So much waits where workers do not keep up, or none runs. */
const MANY = 10_000;

/** Whether every queue is there, what waits, and what was given up. */
export async function queues(): Promise<Finding[]> {
  const names = operatedQueues.names();
  const found = await Promise.all(names.map(of));
  const bad = found.flat();
  return bad.length > 0 ? bad : [well("queues", `All ${names.length} are there, and nothing was given up.`)];
}

async function of(name: string): Promise<Finding[]> {
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
