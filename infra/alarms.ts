import { harmOf } from "./harm.ts";
import { stageOf } from "./stages.ts";

type Name = InstanceType<typeof sst.aws.Queue>["nodes"]["queue"]["name"] | string;
type Watched = {
  /** Whom it harms and how. */
  harm: string;
  /** The section of docs/operations.md that says what to do. */
  see: string;
  metric: `${string} ${string}`;
  of?: Record<string, Name>;
  statistic?: "Sum" | "Maximum";
  /** It rings above this, in each of `times` periods of `minutes`. */
  above?: number;
  minutes?: number;
  times?: number;
};

/** Where alarms ring. */
const topic = new aws.sns.Topic("Alarms", { displayName: `Lockstep ${$app.stage}` });
const { alarms } = stageOf($app.stage);
if (alarms) new aws.sns.TopicSubscription("AlarmsByMail", { topic: topic.arn, protocol: "email", endpoint: alarms });

/** Every alarm, and what AWS calls it. */
const made: { name: string; id: Name }[] = [];

/** For whoever operates the stage: which alarms there have to be, and where they ring. Called when all are declared. */
export const linkAlarms = () => new sst.Linkable("Alarms", { properties: { topic: topic.arn, all: made } });

/** An alarm whose text says who is harmed and where it stands what to do. It rings again when it is over. */
export function alarm(name: string, { harm, see, metric, of = {}, statistic = "Sum", above = 0, minutes = 1, times = 1 }: Watched): void {
  const [namespace = "", metricName = ""] = metric.split(" ");
  const { name: id } = new aws.cloudwatch.MetricAlarm(name, {
    alarmDescription: `${harm} What to do: docs/operations.md: ${see}.`,
    alarmActions: [topic.arn],
    okActions: [topic.arn],
    namespace,
    metricName,
    dimensions: of,
    statistic,
    period: 60 * minutes,
    evaluationPeriods: times,
    threshold: above,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
  });
  made.push({ name, id });
}

/** Something waits in a dead-letter queue: what `subject` carries needs somebody to look at it. */
export function alarmWhenNotEmpty(name: string, queue: InstanceType<typeof sst.aws.Queue>, subject: string): void {
  alarm(`${name}NotEmpty`, {
    harm: `${subject}: messages were given up. ${harmOf(subject).missing}`,
    see: "Dead letters",
    metric: "AWS/SQS ApproximateNumberOfMessagesVisible",
    of: { QueueName: queue.nodes.queue.name },
    statistic: "Maximum",
  });
}

/** The oldest message of a queue waits longer than its kind may. */
export function alarmWhenOld(subject: string, queue: InstanceType<typeof sst.aws.Queue>): void {
  const { missing, minutes } = harmOf(subject);
  alarm(`${subject}Old`, {
    harm: `${subject}: a message has waited for more than ${minutes} minutes. ${missing}`,
    see: "A queue is behind",
    metric: "AWS/SQS ApproximateAgeOfOldestMessage",
    of: { QueueName: queue.nodes.queue.name },
    statistic: "Maximum",
    above: 60 * minutes,
    minutes: 5,
  });
}

/** Whoever follows the table's stream is behind by more than a quarter of an hour, of the 24 that the stream has. */
export function alarmWhenBehind(subject: string, functionName: Name): void {
  alarm(`${subject}Behind`, {
    harm: `${subject}: the table's stream is followed a quarter of an hour late. ${harmOf(subject).missing}`,
    see: "The stream is behind",
    metric: "AWS/Lambda IteratorAge",
    of: { FunctionName: functionName },
    statistic: "Maximum",
    above: 15 * 60_000,
    minutes: 5,
  });
}

/**
 * What runs at its times fails with all the attempts that Lambda makes of a run. By function, as AWS counts errors of one function or of all
 * in the account, whosever they are; others that die are told of by what they leave undone: an answer, a queue, a stream.
 */
export function alarmWhenDying(subject: string, functionName: Name): void {
  alarm(`${subject}Dies`, {
    harm: `${subject}: it dies, runs too long, or cannot reach what it needs. ${harmOf(subject).missing}`,
    see: "What runs at its times dies",
    metric: "AWS/Lambda Errors",
    of: { FunctionName: functionName },
    above: 2,
    minutes: 15,
  });
}

/** A function that others call at its own address answers them that something is wrong here. */
export function alarmWhenRefusing(subject: string, functionName: Name): void {
  alarm(`${subject}Fails`, {
    harm: `${subject}: what is sent to it is answered with 5xx. Whoever sends tries again for a while; then it is lost until it is asked for.`,
    see: "A receiver fails",
    metric: "AWS/Lambda Url5xxCount",
    of: { FunctionName: functionName },
    above: 3,
    minutes: 5,
  });
}
