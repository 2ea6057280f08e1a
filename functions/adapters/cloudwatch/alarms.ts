import { CloudWatchClient, DescribeAlarmsForMetricCommand } from "@aws-sdk/client-cloudwatch";

const cloudWatch = new CloudWatchClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } });

/** The alarms that watch what lies in a queue: whether each tells anybody, and how it is. Throws as the SDK does. */
export async function alarmsOf(queueName: string): Promise<{ rings: boolean; state: string }[]> {
  const { MetricAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsForMetricCommand({
      Namespace: "AWS/SQS",
      MetricName: "ApproximateNumberOfMessagesVisible",
      Dimensions: [{ Name: "QueueName", Value: queueName }],
    }),
  );
  return MetricAlarms.map(({ ActionsEnabled = false, AlarmActions = [], StateValue = "" }) => ({
    rings: ActionsEnabled && AlarmActions.length > 0,
    state: StateValue,
  }));
}
