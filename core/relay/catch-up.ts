import type { Groups } from "../issues/ports.ts";
import type { Ports } from "../ports.ts";
import type { TicketLink } from "../sync/link.ts";
import type { WatchedTrackers } from "../trackers/ports.ts";
import type { Hands } from "./hand-on.ts";
import { relayActivity } from "./relay-activity.ts";
import { LATE_MS } from "./sweep.ts";

type Needed = Hands &
  Pick<Ports, "now" | "log"> & { watched: Pick<WatchedTrackers, "list">; groups: Pick<Groups, "getMany" | "activities"> };
/** `links` were compared, `behind` of them had missed something; `left`: there was no time for the others. */
export type CaughtUp = { links: number; behind: number; left: boolean };

const PAGE = 100;
/** Of more changes than these a link that missed all of them hears of the newest. */
const MOST_CHANGES = 100;

/**
 * Compares every link with its issue, and relays what its hint has not heard of: changes that left the outbox, or never stood in it, and
 * reached no link all the same, as after a restore. What was changed within LATE_MS is on its way. Two requests for each hundred links,
 * and as many read units as two for each; again is the same. Ends at `end` (ms). Throws Unavailable.
 */
export async function catchUp(ports: Needed, end: number): Promise<CaughtUp> {
  const so: CaughtUp = { links: 0, behind: 0, left: false };
  for (const { provider, externalId, integrationId } of await ports.watched.list()) {
    const integration = await ports.integrations.find(provider, externalId);
    for (const { organizationId } of integration?.installations ?? []) {
      let cursor: string | undefined;
      do {
        if (ports.now() >= end) return concluded(ports, { ...so, left: true });
        const { items, next } = await ports.links.ofIntegration(organizationId, integrationId, { limit: PAGE, cursor });
        so.links += items.length;
        so.behind += await caughtUp(ports, organizationId, items);
        cursor = next ?? undefined;
      } while (cursor !== undefined);
    }
  }
  return concluded(ports, so);
}

function concluded({ log }: Needed, so: CaughtUp): CaughtUp {
  if (so.behind > 0) log.metric("links.caught-up", { count: so.behind });
  if (so.left) log.warn("links.left", { count: so.links });
  return so;
}

async function caughtUp(ports: Needed, organizationId: number, links: readonly TicketLink[]): Promise<number> {
  const issues = await ports.groups.getMany(
    organizationId,
    links.map((it) => it.groupId),
  );
  const states = new Map(issues.map(({ group, state }) => [group.id, state]));
  let behind = 0;
  for (const link of links) {
    const state = states.get(link.groupId);
    const heard = link.hint?.version ?? 0;
    if (!state || heard >= state.version) continue;
    const changes = await ports.groups.activities(organizationId, link.groupId, MOST_CHANGES);
    if (changes.some((it) => it.createdAt > ports.now() - LATE_MS)) continue;
    // Of a link that has no hint it is not known what it missed.
    const missed = link.hint === null ? [] : changes.filter((it) => it.version > heard);
    for (const it of missed.toSorted((a, b) => a.version - b.version)) await relayActivity(ports, it);
    await ports.links.note(link, state);
    behind++;
  }
  return behind;
}
