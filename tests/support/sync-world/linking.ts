import { ownerDecided, statusDecided } from "../../../core/issues/decisions.ts";
import { offsetOf } from "../../../core/sync/clock.ts";
import { afterLinking } from "../../../core/sync/link-state.ts";
import { wordOf } from "../../../core/sync/register.ts";
import { unknownTicket } from "../../../core/sync/ticket-state.ts";
import { EXPECTED_MS } from "../../../core/sync/waiting.ts";
import type { Whole } from "./table.ts";
import { TRACKER } from "./tenants.ts";

/** Somebody links an issue and a ticket: one transaction with what was read of the ticket. `isSeed`: both were never touched. */
export function linkIn(world: Whole, id: number, ticket: string, { isSeed }: { isSeed: boolean }): void {
  const { table, jira, people } = world;
  const [there, row] = [jira.tickets.get(ticket), table.groups.get(id)];
  const isThere = table.links.some((it) => it.groupId === id && it.ticketId === ticket);
  if (!there?.exists || !row || isThere || (!isSeed && world.now < jira.down)) return;
  const date = jira.date();
  const known = table.items.get(ticket) ?? null;
  const [account, status] = [there.values.owner, jira.portValue("status", there.values.status)];
  const place = { integrationId: TRACKER, ticketId: ticket };
  if (isSeed && !known) table.items.set(ticket, unknownTicket(place, account, status));
  const link = {
    organizationId: row.group.organizationId,
    ...place,
    provider: "jira_server" as const,
    externalId: "jira",
    key: ticket,
    projectId: row.group.projectId,
    groupId: id,
    shortId: `WEB-${id}`,
    externalIssueId: 1,
    notes: [],
    notesLost: 0,
  };
  if (isSeed) return void table.links.push({ ...link, since: 0, hint: row.state });
  const calm = { ...world.faults };
  world.faults = { ...calm, noLog: 0, emptyLog: 0 };
  const reading = {
    ...jira.reading(there, known && known.cursor !== "start" && known.cursor !== "blind" ? known.cursor : null, { sent: world.now, date }),
    clock: null,
  };
  world.faults = calm;
  const before = table.registerOf("owner", id);
  const userId = ownerDecided(row.state).userId;
  const word =
    userId === null ? null : (people.accountOf(row.group.organizationId, userId) ?? `lockstep:${row.group.organizationId}:${userId}`);
  const observer = { now: world.hostClock(), offset: offsetOf(table.watched.clock), ourAccount: "us" };
  const met = afterLinking({ known, reading, observer, state: row.state, ownerWord: word });
  const linking = { group: id, ticket, real: world.now };
  const issue = {
    owner: people.word(row.group.organizationId, userId),
    status: statusDecided(row.state).status === "resolved" ? "done" : "open",
  };
  world.linkings.owner.push({ ...linking, issue: issue.owner, shown: account });
  world.linkings.status.push({ ...linking, issue: issue.status, shown: wordOf("status", status) });
  row.state = { ...row.state, ...met.set, version: row.state.version + 1 };
  table.remember("owner", id, String(userId), table.registerOf("owner", id).at, before.tag);
  table.links.push({ ...link, since: met.since, hint: row.state });
  const item = { ...place, ...met.ticket, rev: (known?.rev ?? 0) + 1, due: world.now + EXPECTED_MS + world.random() };
  table.seen(known, item, there.tags);
  table.items.set(ticket, item);
  world.after(world.latency(), () => world.relay(id, null, true));
}
