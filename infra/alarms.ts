type DeadLetters = InstanceType<typeof sst.aws.Queue>;

/** Something waits in a dead-letter queue: a change that needs somebody to look at it. */
export function alarmWhenNotEmpty(name: string, queue: DeadLetters): void {
  new aws.cloudwatch.MetricAlarm(`${name}NotEmpty`, {
    alarmDescription: `Messages wait in ${name}: each carries its cause as an attribute.`,
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
