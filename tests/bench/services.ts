import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { startSqs } from "../../infra/local/sqs/server.ts";
import { REDIS_TOKEN } from "./measure.ts";

/** The emulators in a process of their own, so that their CPU time is not ours. */
const [dynamodb, sqs, redis] = await Promise.all([startDynamoDb({}), startSqs({}), startRedis({ token: REDIS_TOKEN })]);
process.send?.({ dynamodb: dynamodb.url, sqs: sqs.url, redis: redis.url });
process.on("disconnect", () => process.exit(0));
