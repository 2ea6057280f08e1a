import * as z from "zod";
import { Invalid } from "../errors.ts";
import { fillFields } from "./fill-fields.ts";
import { asInvalid, type LinkedTicket, type LinkPorts, store, trackerFor } from "./link-ticket.ts";
import type { Linking } from "./linked-activity.ts";

const id = z.string().trim().min(1).max(64);

/** What a client sends to create a ticket (behaviour §2.16); further fields by their ids. */
export const TicketForm = z.looseObject({
  project: id,
  issuetype: id,
  title: z.string().trim().min(1).max(255).optional(),
  summary: z.string().trim().min(1).max(255).optional(),
  description: z.string().max(30_000).optional(),
});
type TicketForm = z.infer<typeof TicketForm>;

/** Texts are what somebody typed, which the tracker's form says how to take. */
const Texts = z.union([z.string().transform((it) => [it]), z.array(z.string()).max(100)]);

/**
 * Creates a ticket for an issue and links it. Fields whose values are texts are filled in as the tracker's form has them, any other value
 * goes to the tracker as it is. Where the link cannot be kept the ticket stays there and is named in the error, so that it can be linked.
 * Throws Invalid with the tracker's own messages, by field where they are about one, NotFound, Unavailable.
 */
export async function createTicket(ports: LinkPorts, where: Linking, form: TicketForm, address: string): Promise<LinkedTicket> {
  const { integration, issue } = where;
  const { project, issuetype, title, summary, description, ...others } = form;
  const tracker = trackerFor(ports, integration);
  const typed: Record<string, string[]> = {};
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(others)) {
    const texts = Texts.safeParse(value).data;
    if (texts) typed[name] = texts;
    else if (/^(customfield_\d+|priority|labels|components|fixVersions|duedate)$/.test(name)) fields[name] = value;
  }
  const refused = (error: unknown) => Promise.reject(asInvalid(error, "project"));
  const isTyped = Object.values(typed).some((it) => it.some((text) => text.trim() !== ""));
  const known = isTyped ? await tracker.createFields(project, issuetype).catch(refused) : [];
  const filled = await fillFields(tracker, known, typed).catch(refused);
  const { key, id } = await tracker
    .create({
      projectId: project,
      typeId: issuetype,
      summary: title ?? summary ?? issue.group.title.slice(0, 255),
      description: description ?? `${issue.group.shortId}: ${address}`,
      fields,
      filled,
    })
    .catch(refused);
  const { link, ticket } = await store(ports, where, tracker, id, { isNew: true });
  if (!link) throw new Invalid(`${key} was created but is linked already.`);
  return { link, ticket };
}
