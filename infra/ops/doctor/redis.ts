import { orUnavailable, redis } from "../../../functions/adapters/redis/client.ts";
import { type Finding, ill, well } from "./finding.ts";

/** Whether the Redis answers and takes what is written, which a read-only token does not let it. */
export async function redisDatabase(): Promise<Finding[]> {
  try {
    await orUnavailable(redis().set("doctor", "1", { ex: 10 }));
    return [well("Redis", "It answers, and takes what is written.")];
  } catch {
    const todo =
      "Look at the database at Upstash, and whether RedisUrl and RedisToken are of it. Without it no new ids are given out: errors wait in their queue.";
    return [ill("Redis", "It does not answer, or refuses to write.", todo)];
  }
}
