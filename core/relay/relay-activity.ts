import { analyticsOf } from "../analytics/events.ts";
import type { Activity } from "../issues/activity.ts";
import type { GroupMerge, OutboundAssignee, OutboundComment, OutboundStatus, Snooze } from "../messages.ts";
import type { Ports } from "../ports.ts";
import type { TicketLink } from "../sync/link.ts";

type Needed = Pick<
  Ports,
  | "links"
  | "outboundAssignees"
  | "outboundStatuses"
  | "outboundComments"
  | "cacheInvalidations"
  | "analyticsEvents"
  | "snoozes"
  | "groupMerges"
>;

/**
 * Hands one committed activity to everybody who acts on it: outbound sync per linked ticket, caches, analytics. Runs at least once;
 * what it sends says group and version, so repeats are recognised. Throws Unavailable, then the whole activity is relayed again.
 */
export async function relayActivity(ports: Needed, activity: Activity): Promise<void> {
  const { organizationId, projectId, groupId } = activity;
  const links = await ports.links.byGroup(organizationId, groupId);
  await Promise.all([
    ports.outboundAssignees.send(links.map((link) => assigneeMessage(activity, link))),
    ports.outboundStatuses.send(links.flatMap((link) => statusMessage(activity, link))),
    ports.outboundComments.send(links.flatMap((link) => commentMessage(activity, link))),
    ports.cacheInvalidations.send([{ v: 1, organizationId, projectId, groupIds: [groupId] }]),
    ports.analyticsEvents.send(analyticsOf(activity)),
    ports.snoozes.send(snoozeOf(activity)),
    ports.groupMerges.send(mergesOf(activity)),
  ]);
}

const committed = (
  { organizationId, projectId, groupId, version, sourceTime, origin }: Activity,
  { integrationId, ticket }: TicketLink,
) => ({
  v: 1 as const,
  organizationId,
  projectId,
  groupId,
  version,
  sourceTime,
  integrationId,
  ticket,
  origin,
});

/** Every change of a group moves its links' hint forward, so every activity goes to every link. */
const assigneeMessage = (activity: Activity, link: TicketLink): OutboundAssignee => ({
  ...committed(activity, link),
  changed: activity.before !== undefined,
  after: activity.after,
});

/** Archiving is ours alone and never reaches the tracker (§13 decision 25). */
function statusMessage(activity: Activity, link: TicketLink): OutboundStatus[] {
  if (activity.type === "set_resolved") return [{ ...committed(activity, link), status: "resolved" }];
  if (activity.type === "set_unresolved" || activity.type === "set_regression")
    return [{ ...committed(activity, link), status: "unresolved" }];
  return [];
}

/** What a person wrote. */
function commentMessage({ type, origin, organizationId, projectId, groupId, version }: Activity, link: TicketLink): OutboundComment[] {
  if (type !== "note" || origin.kind !== "user") return [];
  const { integrationId, ticket } = link;
  return [{ v: 1, organizationId, projectId, groupId, version, integrationId, ticket, userId: origin.userId }];
}

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
