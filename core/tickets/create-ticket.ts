import * as z from "zod";
import { Invalid } from "../errors.ts";
import { asInvalid, type LinkedTicket, type LinkPorts, store, trackerFor } from "./link-ticket.ts";
import type { Linking } from "./linked-activity.ts";

const id = z.string().trim().min(1).max(64);

/** What a client sends to create a ticket (behaviour §2.16); further fields go to the tracker as they are. */
export const TicketForm = z.looseObject({
  project: id,
  issuetype: id,
  title: z.string().trim().min(1).max(255).optional(),
  summary: z.string().trim().min(1).max(255).optional(),
  description: z.string().max(30_000).optional(),
});
type TicketForm = z.infer<typeof TicketForm>;

/**
 * Creates a ticket for an issue and links it. Where the link cannot be kept the ticket stays there and is named in the error, so that
 * it can be linked. Throws Invalid with the tracker's own messages, NotFound, Unavailable.
 */
export async function createTicket(ports: LinkPorts, where: Linking, form: TicketForm, address: string): Promise<LinkedTicket> {
  const { integration, issue } = where;
  const { project, issuetype, title, summary, description, ...others } = form;
  const tracker = trackerFor(ports, integration);
  const fields = Object.fromEntries(
    Object.entries(others).filter(([name]) => /^(customfield_\d+|priority|labels|components|fixVersions|duedate)$/.test(name)),
  );
  const refused = (error: unknown) => Promise.reject(asInvalid(error, "project"));
  const { key, id } = await tracker
    .create({
      projectId: project,
      typeId: issuetype,
      summary: title ?? summary ?? issue.group.title.slice(0, 255),
      description: description ?? `${issue.group.shortId}: ${address}`,
      fields,
    })
    .catch(refused);
  const { link, ticket } = await store(ports, where, tracker, id, { isNew: true });
  if (!link) throw new Invalid(`${key} was created but is linked already.`);
  return { link, ticket };
}
