import type { Groups, Merges } from "../issues/ports.ts";
import type { GroupMerge, TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Links, Tickets } from "./ports.ts";
import { EXPECTED_MS } from "./waiting.ts";

/** Items of the merged group that one step moves. */
const ITEMS_PER_STEP = 200;

type Needed = Pick<Ports, "now" | "log"> & {
  groups: Groups;
  links: Links;
  tickets: Tickets;
  looks: Sender<TicketLook>;
  merges: Merges;
  groupMerges: Sender<GroupMerge>;
};

/**
 * Moves what a merged group still has, a step at a time; each step may be repeated. In the end the tickets that came with it are looked
 * at. Throws Unavailable.
 */
export async function finishMerge(ports: Needed, message: GroupMerge): Promise<void> {
  const { organizationId, from, into } = message;
  const moved = await ports.merges.move(organizationId, from, into, ITEMS_PER_STEP);
  if (moved === ITEMS_PER_STEP) return ports.groupMerges.send([message]);
  const [issue, links] = await Promise.all([ports.groups.get(organizationId, into), ports.links.byGroup(organizationId, into)]);
  for (const link of links) {
    if (issue) await ports.links.note(link, issue.state);
    await ports.tickets.expect(link, ports.now() + EXPECTED_MS);
  }
  await ports.looks.send(
    links.map(({ provider, externalId, integrationId, ticketId }) => ({
      ...{ v: 1, provider, externalId, integrationId, ticketId, cause: `merge:${from}:${into}` },
    })),
  );
  ports.log.info("merge.finished", { group: into, count: links.length });
}
