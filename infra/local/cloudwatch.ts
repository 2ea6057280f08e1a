import * as z from "zod";
import { jsonOrNull } from "./json-or-null.ts";
import { type LoopbackServer, listenOnLoopback, readBody } from "./loopback.ts";

const MAX_BODY = 1024 * 1024;
const MINUTE = 60_000;

const Asked = z.object({
  MetricDataQueries: z
    .array(
      z.object({
        Id: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
        MetricStat: z.object({
          Metric: z.object({
            Namespace: z.literal("AWS/SQS"),
            MetricName: z.literal("ApproximateAgeOfOldestMessage"),
            Dimensions: z.tuple([z.object({ Name: z.literal("QueueName"), Value: z.string() })]),
          }),
          Period: z.literal(60),
          Stat: z.literal("Maximum"),
        }),
      }),
    )
    .min(1)
    .max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.literal("TimestampDescending"),
});

/** Of the oldest message of a queue, when it was sent (ms since the Unix epoch); null where it has none that counts. */
export type Oldest = (queue: string) => number | null;

/**
 * What the operations page asks CloudWatch, as it answers it: how long the oldest message of a queue had waited at the last full minute, in
 * seconds; nothing of a message that came since, nor of an empty queue
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html). Anything else is refused.
 */
export function startCloudWatch(oldest: Oldest, now: () => number): Promise<LoopbackServer> {
  return listenOnLoopback(async (request, response) => {
    const said = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
    if (!/^AWS4-HMAC-SHA256 Credential=\S+\/monitoring\/aws4_request, /.test(request.headers.authorization ?? ""))
      return said(403, { __type: "MissingAuthenticationTokenException" });
    const body = String((await readBody(request, MAX_BODY)) ?? "");
    const asked = Asked.safeParse(jsonOrNull(body));
    if (request.headers["x-amz-target"] !== "GraniteServiceVersion20100801.GetMetricData" || !asked.success)
      return said(400, { __type: "InvalidParameterValueException" });
    const { StartTime, EndTime } = asked.data;
    const minute = Math.floor(now() / MINUTE) * MINUTE;
    const isAsked = minute >= StartTime * 1000 && minute < EndTime * 1000;
    const MetricDataResults = asked.data.MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
      const sentAt = oldest(Metric.Dimensions[0].Value);
      const isKnown = isAsked && sentAt !== null && sentAt <= minute;
      const [Values, Timestamps] = isKnown ? [[Math.floor((minute - sentAt) / 1000)], [minute / 1000]] : [[], []];
      return { Id, Label: Metric.MetricName, Timestamps, Values, StatusCode: "Complete" };
    });
    return said(200, { MetricDataResults, Messages: [] });
  });
}
