import type { OutboundAssignee } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { newSecret } from "../secret.ts";
import type { TicketLink } from "./link.ts";

/**
 * Looks at a ticket once more and brings it to what its issue is now, whatever was tried before: owner and status each, and the notes
 * that it lacks, where they are switched on. What nobody ever decided of the issue is no reason to change the ticket. False when the issue
 * is gone. Throws Unavailable.
 */
export async function retryLink(
  ports: Pick<Ports, "groups" | "outboundAssignees" | "outboundStatuses" | "outboundComments" | "random">,
  link: TicketLink,
): Promise<boolean> {
  const { organizationId, integrationId, ticket, groupId, projectId } = link;
  const found = await ports.groups.get(organizationId, groupId);
  if (!found) return false;
  const { version, assignee, assigneeSourceTime, status, statusSourceTime } = found.state;
  const again = `retry:${newSecret(ports)}`;
  const origin: OutboundAssignee["origin"] = { kind: "system" };
  const to = { v: 1 as const, organizationId, projectId, groupId, integrationId, ticket, again };
  const message = { ...to, version, origin };
  const after = { version, assignee, assigneeSourceTime };
  await ports.outboundAssignees.send([{ ...message, sourceTime: assigneeSourceTime, changed: true, after }]);
  if (status !== "ignored" && statusSourceTime > 0)
    await ports.outboundStatuses.send([{ ...message, sourceTime: statusSourceTime, status }]);
  await ports.outboundComments.send((link.sync.comment?.missing ?? []).map((note) => ({ ...to, ...note })));
  return true;
}
