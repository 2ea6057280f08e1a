import type { TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { TicketLink } from "./link.ts";
import type { GroupWrite, Links, Tickets } from "./ports.ts";
import type { TicketState } from "./ticket-state.ts";
import { EXPECTED_MS } from "./waiting.ts";

type Needed = Pick<Ports, "now"> & { links: Links; tickets: Tickets; looks: Sender<TicketLook> };
const PAGE = 100;
/** What somebody waits for at most; the rest is looked at in its own time. */
const PAGES = 50;

/**
 * Something was mended for an organization: a mapping, a member, a setting, the connection. Each ticket that was waiting for somebody is
 * looked at at once; `ofTeams`, also each whose issue a team has. `cause` tells one mending from another, so that mending twice is looking twice. Answers how many. Throws Unavailable.
 */
export async function lookAgain(
  ports: Needed,
  { id, provider, externalId }: Pick<Integration, "id" | "provider" | "externalId">,
  { organizationId, cause, ofTeams = false }: { organizationId: number; cause: string; ofTeams?: boolean },
): Promise<number> {
  const looked = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { items, next } = await ports.links.ofIntegration(organizationId, id, { limit: PAGE, cursor });
    const states = await ports.tickets.known(
      id,
      items.map((it) => it.ticketId),
    );
    const isWaiting = ({ waiting, due, reasons, team }: TicketState) =>
      waiting !== null || due !== null || Object.keys(reasons).length > 0 || (team?.failed ?? null) !== null;
    const owned = new Set(items.flatMap((it) => (ofTeams && it.hint?.assignee?.type === "team" ? [it.ticketId] : [])));
    const waiting = states.filter((it) => isWaiting(it) || owned.has(it.ticketId));
    const fresh = waiting.map((it) => it.ticketId).filter((it) => !looked.has(it));
    for (const it of fresh) looked.add(it);
    await ports.looks.send(fresh.map((ticketId) => ({ v: 1, provider, externalId, integrationId: id, ticketId, cause, fresh: true })));
    if (next === null) break;
    cursor = next;
  }
  return looked.size;
}

type TicketOf = Pick<TicketLink, "provider" | "externalId" | "integrationId" | "ticketId">;

/** Somebody asks to look at one ticket: `cause` tells one press of the button from another. */
export const lookAt = ({ provider, externalId, integrationId, ticketId }: TicketOf, cause: string): TicketLook => ({
  ...{ v: 1, provider, externalId, integrationId, ticketId, cause, fresh: true },
});

/**
 * An issue is Ada's since 10:00, and hears from one ticket that she was chosen anew at 10:02. Nothing changes for anybody to see, so there is
 * no activity, and nothing that would be relayed; yet a second ticket, which somebody gave to Bob at 10:01, has to hear of it. Such tickets
 * are made due before the issue is written; what this answers has them looked at, after it.
 */
export async function othersToTell(ports: Needed, ticketId: string, writes: readonly GroupWrite[]): Promise<() => Promise<void>> {
  const looks: TicketLook[] = [];
  for (const { ref, changes, expected } of writes) {
    if (changes.length > 0) continue;
    for (const link of await ports.links.byGroup(ref.organizationId, ref.groupId)) {
      if (link.ticketId === ticketId) continue;
      await ports.tickets.expect(link, ports.now() + EXPECTED_MS);
      const { provider, externalId, integrationId } = link;
      looks.push({
        v: 1,
        provider,
        externalId,
        integrationId,
        ticketId: link.ticketId,
        cause: `confirmed:${ref.groupId}:${expected}:${ports.now()}`,
      });
    }
  }
  return () => ports.looks.send(looks);
}
