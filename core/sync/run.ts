import type { Groups } from "../issues/ports.ts";
import type { AnalyticsEvent, TicketLook } from "../messages.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { LogFields, Ports, Sender } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations, Tracker, Trackers, UserMappings, Watched, WatchedTrackers } from "../trackers/ports.ts";
import type { TicketLink } from "./link.ts";
import type { GroupWrite, Links, Tickets } from "./ports.ts";
import type { Linked } from "./situation.ts";
import type { TicketState } from "./ticket-state.ts";

export type ConvergePorts = Pick<Ports, "now" | "log"> & {
  organizations: Organizations;
  groups: Groups;
  analyticsEvents: Sender<AnalyticsEvent>;
} & {
  tickets: Tickets;
  links: Links;
  integrations: Integrations;
  trackers: Trackers;
  userMappings: UserMappings;
  watched: WatchedTrackers;
  releases: Pick<Releases, "newest">;
  looks: Sender<TicketLook>;
};

/** What one round has read of a ticket, and what is to be done about it. */
export type Round = {
  look: TicketLook;
  integration: Integration;
  tracker: Tracker;
  state: TicketState;
  linked: Linked[];
  watched: Watched | null;
};

/** What one line of the log names; of a crowd the first ten. */
const NAMED = 10;

/** How lines of the log name issues, their ticket and their links: one line for each organization, which knows of its own alone. */
export function named(links: readonly TicketLink[], key: string): LogFields[] {
  return [...Map.groupBy(links, (it) => it.organizationId)].map(([organization, of]) => {
    const some = of.slice(0, NAMED);
    const link = [...new Set(some.map((it) => it.externalIssueId))].join(",");
    return { organization, issue: some.map((it) => it.shortId).join(","), ticket: key, link };
  });
}

/** The same of a round. */
export const namesOf = ({ linked, state }: Round): LogFields[] =>
  named(
    linked.map((it) => it.link),
    state.key,
  );

/** What issues have learned. */
export function sayApplied({ log }: Pick<Ports, "log">, links: readonly TicketLink[], key: string, writes: readonly GroupWrite[]): void {
  for (const { ref, changes } of writes) {
    const of = links.filter((it) => it.groupId === ref.groupId && it.organizationId === ref.organizationId);
    for (const { activity } of changes)
      for (const names of named(of, key))
        log.info("sync.applied", { ...names, decision: `${activity.type}@${activity.sourceTime}`, outcome: "applied" });
  }
}

/** What comparing asked to be looked at, no webhook had told of until then. */
const BY_COMPARING = "search:";
export const comparingCause = (updated: number, begun: number): string => `${BY_COMPARING}${updated}:${begun}`;

type Made = { first: readonly GroupWrite[]; rest: readonly GroupWrite[]; writes: readonly unknown[] };

/**
 * Counts a ticket that comparing found apart from its issues: once for each organization whose issues learned of something, or for all that
 * have linked it where the ticket was what was behind. No work fails for want of a number.
 */
export async function noteRepair(ports: ConvergePorts, look: TicketLook, { linked }: Round, { first, rest, writes }: Made): Promise<void> {
  if (!look.cause.startsWith(BY_COMPARING)) return;
  const learned = [...first, ...rest].filter((it) => it.changes.length > 0).map((it) => it.ref.organizationId);
  const all = writes.length > 0 ? linked.map((it) => it.link.organizationId) : learned;
  const organizations = [...new Set(all)];
  if (organizations.length === 0) return;
  await ports.watched
    .repaired(look, { organizations, at: ports.now() })
    .catch(() => ports.log.warn("sync.repair.not_counted", { ticket: look.ticketId }));
}
