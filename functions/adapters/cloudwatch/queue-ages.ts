import { AwsClient } from "aws4fetch";
import { Resource } from "sst";
import * as z from "zod";
import type { QueueAges } from "../../../core/operations/ports.ts";
import { now } from "../clock.ts";
import { log } from "../log.ts";
import { cloudWatchUrl } from "../settings.ts";
import { sqs } from "../sqs/client.ts";

/** The page says less rather than wait longer. */
const DEADLINE_MS = 2000;
/** CloudWatch has a queue's numbers a minute or two late, and none of one that nothing uses. */
const LOOKED_BACK_SECONDS = 600;

const Answer = z.object({ MetricDataResults: z.array(z.object({ Id: z.string(), Values: z.array(z.number()).default([]) })) });

/**
 * Asks CloudWatch in one signed request of its own (AWS JSON 1.0): the SDK's client for it would weigh more than all else that the function
 * carries. docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const queueAges: QueueAges = {
  async oldest(names) {
    const queues = Resource.Queues.all.filter((it) => it.url !== "" && names.includes(it.name));
    if (queues.length === 0) return new Map();
    try {
      const { MetricDataResults: found } = Answer.parse(await getMetricData(queues.map(queryOf)));
      return new Map(
        found.flatMap(({ Id, Values: [newest] }) => {
          const queue = queues[Number(Id.slice(1))];
          return queue && newest !== undefined ? [[queue.name, newest] as const] : [];
        }),
      );
    } catch (error) {
      log.warn("cloudwatch.unavailable", { reason: error instanceof Error ? error.name : "unknown" });
      return new Map();
    }
  },
};

const queryOf = ({ url }: { url: string }, at: number) => ({
  Id: `q${at}`,
  MetricStat: {
    Metric: {
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Dimensions: [{ Name: "QueueName", Value: url.split("/").at(-1) }],
    },
    Period: 60,
    Stat: "Maximum",
  },
});

async function getMetricData(MetricDataQueries: object[]): Promise<unknown> {
  // As whom and where SQS is asked.
  const [region, { accessKeyId, secretAccessKey, sessionToken }] = await Promise.all([sqs.config.region(), sqs.config.credentials()]);
  const own = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  const client = new AwsClient({ service: "monitoring", region, retries: 0, ...own });
  const seconds = Math.floor(now() / 1000);
  const range = { StartTime: seconds - LOOKED_BACK_SECONDS, EndTime: seconds, ScanBy: "TimestampDescending" };
  const response = await client.fetch(cloudWatchUrl() || endpointOf(region), {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "GraniteServiceVersion20100801.GetMetricData" },
    body: JSON.stringify({ MetricDataQueries, ...range }),
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`CloudWatch answered ${response.status}`);
  return response.json();
}

const endpointOf = (region: string): string => `https://monitoring.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}/`;
