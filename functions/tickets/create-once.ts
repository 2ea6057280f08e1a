import { AppError } from "../../core/errors.ts";
import { createTicket, TicketForm } from "../../core/tickets/create-ticket.ts";
import type { Linking } from "../../core/tickets/linked-activity.ts";
import { isSentFirst } from "../adapters/dynamo/sent-forms.ts";
import { linkPorts } from "./link-ports.ts";

/** The same form twice is one ticket; its key is known to the first of the two. */
export async function create(
  where: Linking,
  asked: Record<string, unknown>,
  { address, formId }: { address: string; formId: string },
): Promise<{ key: string } | { failure: unknown }> {
  const form = TicketForm.safeParse(asked);
  if (!form.success) return { failure: form.error };
  const { organizationId, id } = where.issue.group;
  if (!/^[\w-]{1,64}$/.test(formId) || !(await isSentFirst(organizationId, id, formId))) return { key: "The ticket" };
  try {
    return { key: (await createTicket(linkPorts, where, form.data, address)).ticket.key };
  } catch (failure) {
    if (failure instanceof AppError) return { failure };
    throw failure;
  }
}
