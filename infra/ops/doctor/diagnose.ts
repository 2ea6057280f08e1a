import { address, webhooks } from "./addresses.ts";
import { alarms } from "./alarms.ts";
import { chat } from "./chat.ts";
import { examined, type Finding } from "./finding.ts";
import { queues } from "./queues.ts";
import { redisDatabase } from "./redis.ts";
import { stageSecrets } from "./secrets.ts";
import { table } from "./table.ts";
import { trackers } from "./trackers.ts";

/** Looks at everything that a system depends on, all at once; what one look throws is no reason not to take the others. */
export async function diagnose({ isStage }: { isStage: boolean }): Promise<Finding[]> {
  const found = await Promise.all([
    examined("secrets", stageSecrets),
    examined("address", address),
    examined("table", table),
    examined("Redis", redisDatabase),
    examined("queues", queues),
    examined("webhooks", () => webhooks(isStage)),
    examined("trackers", trackers),
    examined("Discord", chat),
    examined("alarms", () => alarms(isStage)),
  ]);
  return found.flat();
}
