import type { Change } from "../../core/relay/change.ts";
import { departure } from "../../core/relay/departure.ts";
import { lookForNewlyFound, newlyFound } from "../../core/relay/newly-found.ts";
import { projectInvalidations as invalidationsOf } from "../../core/relay/project-invalidations.ts";
import { relayActivity } from "../../core/relay/relay-activity.ts";
import { now } from "../adapters/clock.ts";
import { readChange } from "../adapters/dynamo/changes.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { cacheInvalidations } from "../adapters/sqs/cache-invalidations.ts";
import { discordNews } from "../adapters/sqs/discord-news.ts";
import { groupMerges } from "../adapters/sqs/group-merges.ts";
import { issueUpdates } from "../adapters/sqs/issue-updates.ts";
import { projectInvalidations } from "../adapters/sqs/project-invalidations.ts";
import { snoozes } from "../adapters/sqs/snoozes.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { stream } from "../edges/stream.ts";

const sends = { analyticsEvents, cacheInvalidations, looks, snoozes, groupMerges, discordNews };
const ports = { ...sends, links, tickets, integrations, now };

/**
 * The table's stream: each committed change goes to everybody who acts on it, and voids what was cached by what it replaces. Somebody who
 * is found by an address from now on gets what waited for that, and who is gone leaves issues.
 */
export const handler = stream({ read: readChange, context: contextOf }, async (change) => {
  if (change.kind === "activity") return relayActivity(ports, change.activity);
  if (change.kind === "group") {
    const { organizationId, projectId, groupId } = change;
    return discordNews.send([{ v: 1, organizationId, projectId, groupId, version: 0 }]);
  }
  await projectInvalidations.send(invalidationsOf(change));
  const gone = departure(change);
  if (gone) await issueUpdates.send([gone]);
  const found = newlyFound(change);
  if (found) await lookForNewlyFound(ports, found, change.place);
});

function contextOf(change: Change) {
  const { groupId: group = null, version = null } = change.kind === "activity" ? change.activity : {};
  return { organization: change.organizationId, group, version };
}
