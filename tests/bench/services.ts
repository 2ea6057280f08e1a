import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { startSqs } from "../../infra/local/sqs/server.ts";
import { REDIS_TOKEN } from "./measure.ts";

/** The emulators in a process of their own, so that their CPU time is not ours. What only they know is asked of them by name. */
const [dynamodb, sqs, redis] = await Promise.all([startDynamoDb({}), startSqs({}), startRedis({ token: REDIS_TOKEN })]);
const { feed } = dynamodb;
const asked = {
  counts: sqs.counts,
  read: feed.read,
  last: feed.last,
  checkpoint: feed.checkpoint,
  saveCheckpoint: feed.saveCheckpoint,
} as Record<string, (...given: never[]) => Promise<unknown>>;

process.on("message", async ({ id, name, given }: { id: number; name: string; given: never[] }) => {
  process.send?.({ id, answer: (await asked[name]?.(...given)) ?? null });
});
feed.subscribe((changed) => process.send?.({ changed }));
process.on("disconnect", () => process.exit(0));
process.send?.({ dynamodb: dynamodb.url, sqs: sqs.url, redis: redis.url });
