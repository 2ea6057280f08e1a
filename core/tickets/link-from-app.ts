import * as z from "zod";
import type { TicketLink } from "../sync/link.ts";
import { type LinkPorts, linkTicket } from "./link-ticket.ts";
import type { Linking } from "./linked-activity.ts";

const text = z.string().trim().min(1).max(256);

/** How clients of apps name a ticket. The address is the tracker's to say, so the one given is only required, as clients expect. */
export const AppLink = z.object({
  issueId: z.union([z.string(), z.int()]).transform(String),
  project: text,
  identifier: text,
  webUrl: z.url(),
});

/**
 * The link of an issue to a ticket that is named by its project and its number there, or by its whole key; made unless it is there.
 * Throws Invalid where the tracker does not have or show the ticket, and Unavailable.
 */
export async function linkFromApp(
  ports: LinkPorts,
  where: Linking,
  named: Pick<z.infer<typeof AppLink>, "project" | "identifier">,
): Promise<TicketLink> {
  const key = /^\d+$/.test(named.identifier) ? `${named.project}-${named.identifier}` : named.identifier;
  const { organizationId, id } = where.issue.group;
  const known = (await ports.links.byGroup(organizationId, id)).find((it) => it.integrationId === where.integration.id && it.key === key);
  return known ?? (await linkTicket(ports, where, { key })).link;
}
