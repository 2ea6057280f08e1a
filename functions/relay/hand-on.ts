import type { Change } from "../../core/relay/change.ts";
import { departure } from "../../core/relay/departure.ts";
import { lookForNewlyFound, newlyFound } from "../../core/relay/newly-found.ts";
import { projectInvalidations as invalidationsOf } from "../../core/relay/project-invalidations.ts";
import { relayActivity } from "../../core/relay/relay-activity.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { discordNews } from "../adapters/sqs/discord-news.ts";
import { issueUpdates } from "../adapters/sqs/issue-work.ts";
import { projectInvalidations } from "../adapters/sqs/project-invalidations.ts";
import { relays } from "./relays.ts";

/**
 * A committed change goes to everybody who acts on it, and voids what was cached by what it replaces. Somebody who is found by an address
 * from now on gets what waited for that, and who is gone leaves issues. In any order, as often as one likes.
 */
export async function handOn(change: Change): Promise<void> {
  if (change.kind === "activity") return relayActivity(relays, change.activity);
  if (change.kind === "group") {
    const { organizationId, projectId, groupId } = change;
    return discordNews.send([{ v: 1, organizationId, projectId, groupId, version: 0 }]);
  }
  await projectInvalidations.send(invalidationsOf(change));
  const gone = departure(change);
  if (gone) await issueUpdates.send([gone]);
  const found = newlyFound(change);
  if (found) await lookForNewlyFound({ ...relays, integrations }, found, change.place);
}

export function contextOf(change: Change) {
  const { groupId: group = null, version = null } = change.kind === "activity" ? change.activity : {};
  return { organization: change.organizationId, group, version };
}
