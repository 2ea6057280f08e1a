import type { OutboundAssignee } from "../messages.ts";
import type { Ports } from "../ports.ts";

/**
 * One link of a changed group: its hint moves forward, so that the next inbound change is decided on what is true now. A change that
 * is not about the owner goes no further, and none goes back to the ticket it came from (§13 decision 26, §14 loop prevention).
 */
export async function outboundAssignee({ links, log }: Pick<Ports, "links" | "log">, message: OutboundAssignee): Promise<void> {
  const { organizationId, integrationId, ticket, groupId, after } = message;
  await links.noteAssignee({ organizationId, integrationId, key: ticket, groupId }, after);
  if (!message.changed) return;
  if (isOrigin(message)) log.info("outbound.assignee.skipped", { ticket, version: message.version, reason: "origin" });
  else log.info("outbound.assignee.noted", { ticket, version: message.version });
}

/** Whether the change came from this very ticket. */
export const isOrigin = ({ origin, integrationId, ticket }: Pick<OutboundAssignee, "origin" | "integrationId" | "ticket">): boolean =>
  origin.kind === "integration" && origin.integrationId === integrationId && origin.ticket === ticket;
