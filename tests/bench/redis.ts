import { startRedis } from "../../infra/local/redis/server.ts";
import { REDIS_TOKEN } from "./measure.ts";

/** Redis in a process of its own, which says how much CPU time it has used. */
const redis = await startRedis({ token: REDIS_TOKEN });
process.send?.({ url: redis.url });
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ microseconds: user + system });
});
process.on("disconnect", () => process.exit(0));
