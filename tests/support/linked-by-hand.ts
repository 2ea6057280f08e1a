import type { GroupRef } from "../../core/issues/group.ts";
import type { TicketLink } from "../../core/sync/link.ts";
import { type TicketRef, unknownTicket } from "../../core/sync/ticket-state.ts";
import { stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { aGroup, ORGANIZATION } from "./fakes.ts";
import type { TableForTests } from "./table.ts";

/** A link as linking leaves it, without a tracker to read the ticket from; its key is unlike its id. Throws what the store throws. */
export async function linkByHand(at: GroupRef & TicketRef & Partial<TicketLink>) {
  const { organizationId, projectId, groupId, integrationId, ticketId } = at;
  const [known] = await tickets.known(integrationId, [ticketId]);
  const version = (await groups.get(organizationId, groupId))?.state.version ?? 0;
  const link: TicketLink = {
    ...{ organizationId, projectId, groupId, integrationId, ticketId, provider: "jira_server", externalId: `jira-${integrationId}` },
    ...{ key: `KEY-OF-${ticketId}`, shortId: `WEB-${groupId}`, externalIssueId: 51, since: 0, hint: null, notes: [], notesLost: 0 },
    ...at,
  };
  const state = known ?? { ...unknownTicket({ integrationId, ticketId }, null, "open:1"), key: link.key };
  const ref = { organizationId, projectId, groupId };
  const made = await links.create(
    link,
    { state, rev: known?.rev ?? null, due: known?.due ?? null },
    { ref, expected: version, set: {}, changes: [] },
  );
  return { made, link };
}

let serial = 1000;
/** Where an issue of its own is linked to a ticket of its own, unless said otherwise; the issue is in the store, the link is not yet. */
export async function newPlace(table: Pick<TableForTests, "put">, over: Partial<TicketLink> = {}) {
  const { group, state } = aGroup(++serial, { organizationId: over.organizationId ?? ORGANIZATION.id });
  await table.put(stateItem(group, state));
  await table.put({ ...keys.group(group.organizationId, group.id), ...group });
  const at = { integrationId: ++serial, ticketId: `${++serial}` };
  return { organizationId: group.organizationId, projectId: 21, groupId: group.id, ...at, ...over };
}
