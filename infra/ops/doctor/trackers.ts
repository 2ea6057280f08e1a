import { canOpen } from "../../../core/operations/reseal.ts";
import { TrackerFailure } from "../../../core/trackers/failure.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { now } from "../../../functions/adapters/clock.ts";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { watched } from "../../../functions/adapters/dynamo/watched.ts";
import { seal } from "../../../functions/adapters/seal.ts";
import { trackers as all } from "../../../functions/adapters/trackers.ts";
import { type Finding, ill, look, well } from "./finding.ts";

const DAY_MS = 86_400_000;
/** Long enough for somebody to make new ones before. */
const SOON_DAYS = 14;
/** Who asks many at once is told to wait. */
const AT_A_TIME = 10;

/** Whether each Jira that is connected takes our credentials and still tells us of changes; and whether the sealing key is the one that sealed them. */
export async function trackers(): Promise<Finding[]> {
  const known = await watched.list();
  const found: Finding[] = [];
  for (let at = 0; at < known.length; at += AT_A_TIME) {
    const some = await Promise.all(known.slice(at, at + AT_A_TIME).map((it) => integrations.find(it.provider, it.externalId)));
    const judged = await Promise.all(some.filter((it) => it?.status === "active").map((it) => judge(it as Integration)));
    found.push(...judged.flat());
  }
  return known.length === 0 ? [well("trackers", "None is connected.")] : found;
}

async function judge(integration: Integration): Promise<Finding[]> {
  const host = new URL(integration.baseUrl).host;
  const address = `Settings → Integrations → ${host}`;
  if (!canOpen(seal, integration, now()))
    return [
      ill(
        "sealing key",
        `What is kept of ${host} was sealed with another key than SealKey.`,
        "Set SealKeyBefore to the key that it was sealed with, deploy, and run: npm run ops -- keys rotate. If it is lost, connect that Jira anew.",
      ),
    ];
  const ends = endOf(integration, host, address);
  const tracker = all.of(integration);
  if (!tracker) return [ill("trackers", `${host} has no credentials any more.`, `Connect it anew under ${address}.`)];
  try {
    const { account, webhook } = await tracker.check();
    if (webhook === "missing")
      return [
        ill(
          "trackers",
          `${host} has no webhook of ours any more: changes are found a quarter of an hour late.`,
          `Connect it anew under ${address}.`,
        ),
        ...ends,
      ];
    return ends.length > 0 ? ends : [well("trackers", `${host} takes our credentials, as ${account}.`)];
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    return [ill("trackers", `${host}: ${error.what}`, error.todo), ...ends];
  }
}

function endOf({ credentialsEnd }: Integration, host: string, address: string): Finding[] {
  if (!credentialsEnd) return [];
  const days = Math.floor((credentialsEnd - now()) / DAY_MS);
  if (days >= SOON_DAYS) return [];
  const todo = `Make new ones in Jira and enter them under ${address}.`;
  if (credentialsEnd <= now()) return [ill("trackers", `The credentials for ${host} have ended.`, todo)];
  return [look("trackers", `The credentials for ${host} end in ${days} days.`, todo)];
}
