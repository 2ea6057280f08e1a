import { Resource } from "sst";
import { type DeployedAlarm, deployedAlarms } from "../../../functions/adapters/cloudwatch/alarms.ts";
import { subscribersOf } from "../../../functions/adapters/sns/subscribers.ts";
import type { Alarm } from "../../local/topology.ts";
import { elsewhere, type Finding, ill, look, well } from "./finding.ts";

const DEPLOY = "Deploy the stage again.";

/** Whether each alarm is there as it is declared, whether it is heard of, and whether it rings. */
export async function alarms(isStage: boolean, declared: readonly Alarm[]): Promise<Finding[]> {
  if (!isStage) return [elsewhere("alarms", "There are none on this machine.")];
  const { all, topic } = Resource.Alarms;
  const ids = new Map(all.map((it) => [it.name, it.id]));
  const there = new Map((await deployedAlarms([...ids.values()])).map((it) => [it.id, it]));
  const bad = declared.flatMap((alarm) => judge(alarm, there.get(ids.get(alarm.name) ?? ""), topic));
  return bad.length > 0 ? bad : [well("alarms", `All ${declared.length} are there as declared, and none rings.`)];
}

function judge({ name, text, metric, rings }: Alarm, it: DeployedAlarm | undefined, topic: string): Finding[] {
  if (!it) return [ill("alarms", `The alarm ${name} is not there.`, DEPLOY)];
  const isOther = it.metric !== metric || Object.entries(rings).some(([key, value]) => it.rings[key as keyof typeof rings] !== value);
  return [
    ...(isOther ? [ill("alarms", `The alarm ${name} is not as it is declared: somebody changed it.`, DEPLOY)] : []),
    ...(it.actions.includes(topic)
      ? []
      : [ill("alarms", `The alarm ${name} tells nobody: its actions are off, or lead elsewhere.`, DEPLOY)]),
    ...(it.state === "ALARM" ? [ill("alarms", `The alarm ${name} rings.`, text)] : []),
  ];
}

/** Whether somebody hears of alarms: whoever the stage names has to have said yes to AWS. */
export async function whoHears(isStage: boolean, wanted: readonly string[]): Promise<Finding[]> {
  if (!isStage) return [];
  const subscribers = await subscribersOf(Resource.Alarms.topic);
  for (const one of wanted) {
    const found = subscribers.filter((it) => it.address.toLowerCase() === one.toLowerCase());
    if (found.length === 0) return [ill("alarm mail", "The address that alarms go to is not subscribed.", DEPLOY)];
    if (!found.some((it) => it.confirmed)) {
      const todo =
        "Open the mail from AWS and confirm; where it is lost or three days old, subscribe the address again in the console of SNS.";
      return [ill("alarm mail", "The address that alarms go to was never confirmed: AWS sends it nothing.", todo)];
    }
  }
  if (!subscribers.some((it) => it.confirmed)) {
    return [
      look("alarm mail", "Nobody hears of alarms.", "Name who gets them in infra/stages.ts, deploy, and confirm the mail that AWS sends."),
    ];
  }
  return [well("alarm mail", "Who gets alarms has confirmed it.")];
}
