import type { Topology } from "../../local/topology.ts";
import { address, webhooks } from "./addresses.ts";
import { alarms, whoHears } from "./alarms.ts";
import { chat } from "./chat.ts";
import { domain } from "./domain.ts";
import { examined, type Finding } from "./finding.ts";
import { queues } from "./queues.ts";
import { redisDatabase } from "./redis.ts";
import { stageSecrets } from "./secrets.ts";
import { table } from "./table.ts";
import { trackers } from "./trackers.ts";

/**
 * Looks at everything that a system depends on, all at once, and whether it is as it is declared; what one look throws is no
 * reason not to take the others.
 */
export async function diagnose({ isStage, declared }: { isStage: boolean; declared: Topology }): Promise<Finding[]> {
  const found = await Promise.all([
    examined("secrets", stageSecrets),
    examined("address", address),
    ...declared.tables.map((it) => examined("table", () => table(isStage, it))),
    examined("Redis", redisDatabase),
    examined("queues", () => queues(declared.queues)),
    examined("webhooks", () => webhooks(isStage)),
    examined("trackers", trackers),
    examined("Discord", chat),
    examined("alarms", () => alarms(isStage, declared.alarms)),
    examined("alarm mail", () => whoHears(isStage, declared.hears)),
    examined("domain", () => domain(declared.domain)),
  ]);
  return found.flat();
}
