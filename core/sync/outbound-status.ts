import type { OutboundStatus } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { isOrigin } from "./outbound-assignee.ts";

/** One link of a group whose status changed: the status its ticket should get is noted on the link, the newest change winning. */
export async function outboundStatus({ links, log }: Pick<Ports, "links" | "log">, message: OutboundStatus): Promise<void> {
  const { organizationId, integrationId, ticket, groupId, version, status } = message;
  if (isOrigin(message)) return log.info("outbound.status.skipped", { ticket, version, reason: "origin" });
  await links.noteStatus({ organizationId, integrationId, key: ticket, groupId }, { version, status });
  log.info("outbound.status.noted", { ticket, version, status });
}
