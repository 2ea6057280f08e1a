import { alarmsOf } from "../../../functions/adapters/cloudwatch/alarms.ts";
import { deadLetterQueues } from "../../../functions/adapters/sqs/operated-queues.ts";
import { elsewhere, type Finding, ill, well } from "./finding.ts";

/** Whether each dead-letter queue has its alarm, whether that rings anywhere, and whether it does now. */
export async function alarms(isStage: boolean): Promise<Finding[]> {
  if (!isStage) return [elsewhere("alarms", "There are none on this machine.")];
  const queues = deadLetterQueues();
  const found = await Promise.all(
    queues.map(async ({ name, queue }): Promise<Finding[]> => {
      const all = await alarmsOf(queue);
      if (all.length === 0) return [ill("alarms", `Nothing watches what is given up in ${name}.`, "Deploy the stage again.")];
      const todo = "Name who gets alarms in infra/stages.ts, deploy, and confirm the mail that AWS sends.";
      const silent = all.filter((it) => !it.rings).map(() => ill("alarms", `The alarm of ${name} tells nobody.`, todo));
      return [
        ...silent,
        ...all
          .filter((it) => it.state === "ALARM")
          .map(() => ill("alarms", `The alarm of ${name} rings.`, `See why: npm run ops -- dlq list ${name}`)),
      ];
    }),
  );
  const bad = found.flat();
  return bad.length > 0 ? bad : [well("alarms", `All ${queues.length} dead-letter queues are watched, and nothing rings.`)];
}
