import { stageOf } from "./stages.ts";

type DeadLetters = InstanceType<typeof sst.aws.Queue>;

/** Where alarms ring. */
const topic = new aws.sns.Topic("Alarms", { displayName: `Lockstep ${$app.stage}` });
const { alarms } = stageOf($app.stage);
if (alarms) new aws.sns.TopicSubscription("AlarmsByMail", { topic: topic.arn, protocol: "email", endpoint: alarms });

/** Something waits in a dead-letter queue: a change that needs somebody to look at it. */
export function alarmWhenNotEmpty(name: string, queue: DeadLetters): void {
  new aws.cloudwatch.MetricAlarm(`${name}NotEmpty`, {
    alarmDescription: `Messages wait in ${name}: each carries its cause as an attribute.`,
    alarmActions: [topic.arn],
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queue.nodes.queue.name },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 1,
    threshold: 0,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
  });
}
