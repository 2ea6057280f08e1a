import { createHash } from "node:crypto";
import type { GroupWithState } from "../issues/ports.ts";
import type { TicketLink } from "../sync/link.ts";
import type { TicketState } from "../sync/ticket-state.ts";

/** Issues, and of what they are linked to as much as is looked at with them. */
export type Pictured = { issues: readonly GroupWithState[]; links: readonly TicketLink[]; tickets: readonly TicketState[] };

/** Two pictures of the same things have the same stamp, in any order, exactly where nothing that people see of them has changed; 22 characters. */
export function stampOf({ issues, links, tickets }: Pictured): string {
  const facts = [
    ...issues.map(({ group, state }) => ["issue", group.id, group.count, group.userCount, group.lastSeen, group.title, state.version]),
    ...links.map((it) => ["link", it.groupId, it.integrationId, it.ticketId, it.hint?.version ?? 0, it.notes.length, it.notesLost]),
    ...tickets.map((it) => ["ticket", it.integrationId, it.ticketId, it.rev, it.due, it.seenAt]),
  ];
  const text = facts.map((it) => JSON.stringify(it)).sort();
  return createHash("sha256").update(text.join("\n")).digest("base64url").slice(0, 22);
}
