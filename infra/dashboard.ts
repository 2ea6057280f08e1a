import { NAMESPACE } from "../functions/metrics.ts";
import { stageOf } from "./stages.ts";

/** Each line of the dashboard: a title, and what CloudWatch searches the stage's metrics for. Names of resources carry the stage's. */
const SEARCHES: [title: string, schema: string, metric: string, statistic: "Sum" | "Maximum" | "p99"][] = [
  ["Given up, waiting for somebody", "AWS/SQS,QueueName", "ApproximateNumberOfMessagesVisible DeadLetters", "Maximum"],
  ["Oldest message, seconds", "AWS/SQS,QueueName", "ApproximateAgeOfOldestMessage", "Maximum"],
  ["Messages waiting", "AWS/SQS,QueueName", "ApproximateNumberOfMessagesVisible", "Maximum"],
  ["Behind the stream, ms", "AWS/Lambda,FunctionName", "IteratorAge", "Maximum"],
  ["Functions that die", "AWS/Lambda,FunctionName", "Errors", "Sum"],
  ["Functions that are throttled", "AWS/Lambda,FunctionName", "Throttles", "Sum"],
  ["Functions at a time", "AWS/Lambda,FunctionName", "ConcurrentExecutions", "Maximum"],
  ["Receivers that answer 5xx", "AWS/Lambda,FunctionName", "Url5xxCount", "Sum"],
  ["Duration, 99 of 100, ms", "AWS/Lambda,FunctionName", "Duration", "p99"],
  ["Read units", "AWS/DynamoDB,TableName", "ConsumedReadCapacityUnits", "Sum"],
  ["Write units", "AWS/DynamoDB,TableName", "ConsumedWriteCapacityUnits", "Sum"],
];

const WIDTH = 8;
const HEIGHT = 6;
const COLUMNS = 3;

/** The body of the one dashboard of a stage, as CloudWatch takes it: what needs somebody first. `own`: the metrics that the code counts. */
export function dashboard(stage: string, own: readonly string[]): string {
  const searches = SEARCHES.map(([title, schema, metric, stat]) => ({
    title,
    stat,
    metrics: [[{ expression: `SEARCH('{${schema}} lockstep ${stage} ${metric}', '${stat}', 300)`, id: "all", label: "" }]] as unknown[],
  }));
  const counted = { title: "What the code counts", stat: "Sum", metrics: own.map((it) => [NAMESPACE, it, "Stage", stage]) as unknown[] };
  const [first, ...rest] = searches;
  const widgets = [first!, counted, ...rest].map(({ title, stat, metrics }, at) => ({
    type: "metric",
    ...{ x: (at % COLUMNS) * WIDTH, y: Math.floor(at / COLUMNS) * HEIGHT, width: WIDTH, height: HEIGHT },
    properties: { title, stat, metrics, period: 300, view: "timeSeries", region: stageOf(stage).region ?? "eu-central-1" },
  }));
  return JSON.stringify({ widgets });
}
