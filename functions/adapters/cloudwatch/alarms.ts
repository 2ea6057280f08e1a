import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";

const cloudWatch = new CloudWatchClient({ maxAttempts: 5, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } });

/** An alarm as CloudWatch has it. `actions`: the ARNs that hear of it, none where it is switched off. */
export type DeployedAlarm = {
  id: string;
  metric: string;
  state: string;
  actions: string[];
  rings: { statistic: string; above: number; seconds: number; times: number };
};

/** CloudWatch takes so many names at a time. */
const NAMES = 100;

/** Those of these alarms that are there. A request for each hundred, and one for each page of it. Throws as the SDK does. */
export async function deployedAlarms(ids: readonly string[]): Promise<DeployedAlarm[]> {
  const found: DeployedAlarm[] = [];
  for (let at = 0; at < ids.length; at += NAMES) {
    const input = { AlarmNames: ids.slice(at, at + NAMES), AlarmTypes: ["MetricAlarm" as const] };
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch, pageSize: NAMES }, input)) {
      for (const it of MetricAlarms) {
        found.push({
          id: it.AlarmName ?? "",
          metric: `${it.Namespace ?? ""} ${it.MetricName ?? ""}`,
          state: it.StateValue ?? "",
          actions: it.ActionsEnabled ? (it.AlarmActions ?? []) : [],
          rings: { statistic: it.Statistic ?? "", above: it.Threshold ?? 0, seconds: it.Period ?? 0, times: it.EvaluationPeriods ?? 0 },
        });
      }
    }
  }
  return found;
}
