import { analyticsOf } from "../analytics/events.ts";
import type { DiscordNews } from "../discord/messages.ts";
import type { Activity } from "../issues/activity.ts";
import type { AnalyticsEvent, CacheInvalidation, GroupMerge, Snooze, TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { PendingNote, TicketLink } from "../sync/link.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import { teamSaid } from "../sync/team.ts";
import { EXPECTED_MS } from "../sync/waiting.ts";
import type { Integrations } from "../trackers/ports.ts";

export type Relays = Pick<Ports, "now"> & {
  links: Links;
  integrations: Pick<Integrations, "find">;
  tickets: Tickets;
  looks: Sender<TicketLook>;
  cacheInvalidations: Sender<CacheInvalidation>;
  analyticsEvents: Sender<AnalyticsEvent>;
  snoozes: Sender<Snooze>;
  groupMerges: Sender<GroupMerge>;
  discordNews: Sender<DiscordNews>;
};

/**
 * Hands one committed activity to everybody who acts on it: linked tickets, caches, analytics. Runs at least once; what it sends says
 * group and version, so repeats are recognised. Throws Unavailable, then the whole activity is relayed again.
 */
export async function relayActivity(ports: Relays, activity: Activity): Promise<void> {
  const { organizationId, projectId, groupId, version } = activity;
  const links = await ports.links.byGroup(organizationId, groupId);
  await Promise.all([
    ...links.map((link) => tell(ports, activity, link)),
    ports.cacheInvalidations.send([{ v: 1, organizationId, projectId, groupIds: [groupId] }]),
    ports.analyticsEvents.send(analyticsOf(activity)),
    ports.snoozes.send(snoozeOf(activity)),
    ports.groupMerges.send(mergesOf(activity)),
    ports.discordNews.send([{ v: 1, organizationId, projectId, groupId, version }]),
  ]);
}

/**
 * Every change moves the link's hint forward; what a ticket may have to be told is looked at, but not by the ticket that it came from. A
 * look that gets lost is asked for again when it is due.
 */
async function tell(ports: Relays, activity: Activity, link: TicketLink): Promise<void> {
  const note = noteOf(activity);
  await ports.links.note(link, activity.after, ...(note ? [note] : []));
  if (isOrigin(activity, link)) return;
  if (activity.untold && !note && !(await isTeamTold(ports, activity, link))) return;
  const due = ports.now() + EXPECTED_MS;
  await ports.tickets.expect(link, due);
  await ports.looks.send([{ ...lookOf(activity, link), expected: due }]);
}

/** A team is nobody to a ticket, unless it is to be said in a field of its own. */
async function isTeamTold({ integrations }: Relays, { type, after, organizationId }: Activity, link: TicketLink): Promise<boolean> {
  if (type !== "assigned" || after.assignee?.type !== "team") return false;
  const integration = await integrations.find(link.provider, link.externalId);
  return integration !== null && teamSaid(integration, organizationId, after.assignee.id) !== null;
}

const isOrigin = ({ origin }: Activity, { integrationId, ticketId }: TicketLink): boolean =>
  origin.kind === "integration" && origin.integrationId === integrationId && origin.ticketId === ticketId;

const lookOf = ({ groupId, version }: Activity, { provider, externalId, integrationId, ticketId }: TicketLink): TicketLook => ({
  ...{ v: 1, provider, externalId, integrationId, ticketId, cause: `activity:${groupId}:${version}` },
});

/** What a person wrote. */
const noteOf = ({ type, origin, version }: Activity): PendingNote | null =>
  type === "note" && origin.kind === "user" ? { version, userId: origin.userId } : null;

/** An issue archived for a while comes back at its time. */
function snoozeOf({ type, data, organizationId, groupId }: Activity): Snooze[] {
  if (type !== "set_ignored" || typeof data.ignoreUntil !== "string") return [];
  return [{ v: 1, organizationId, groupId, until: Date.parse(data.ignoreUntil) }];
}

/** What was merged into this group follows it. */
function mergesOf({ type, data, organizationId, projectId, groupId }: Activity): GroupMerge[] {
  if (type !== "merge") return [];
  return String(data.issues)
    .split(",")
    .map((from) => ({ v: 1, organizationId, projectId, from: Number(from), into: groupId }));
}
