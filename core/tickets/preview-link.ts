import { Invalid } from "../errors.ts";
import { ownerDecided } from "../issues/decisions.ts";
import { narrowed, offsetOf } from "../sync/clock.ts";
import { afterLinking } from "../sync/link-state.ts";
import { peopleOf } from "../sync/people.ts";
import { BLIND, START } from "../sync/ticket-state.ts";
import type { Ticket } from "../trackers/ticket.ts";
import { asInvalid, type LinkPorts, trackerFor } from "./link-ticket.ts";
import type { Where } from "./linked-activity.ts";

/** What linking would do with the owner: one of the two gets the other's, or neither changes. The status of both stays. */
export type LinkPreview = { ticket: Ticket; owner: "same" | "ticket gets the issue's" | "issue gets the ticket's"; isLinked: boolean };

/**
 * What linking a ticket would change, by the same rules, without changing anything; it takes one or two calls to the tracker. Throws Invalid
 * where the tracker does not have or show the ticket, and Unavailable.
 */
export async function previewLink(ports: LinkPorts, { integration, issue }: Where, key: string): Promise<LinkPreview> {
  const { organizationId, id: groupId } = issue.group;
  const tracker = trackerFor(ports, integration);
  const first = await tracker.read(key, null).catch((error: unknown) => Promise.reject(asInvalid(error, "externalIssue")));
  const [[known = null], watched, links] = await Promise.all([
    ports.tickets.known(integration.id, [first.ticket.id]),
    ports.watched.find(integration),
    ports.links.byGroup(organizationId, groupId),
  ]);
  const isLinked = links.some((it) => it.integrationId === integration.id && it.ticketId === first.ticket.id);
  const cursor = !known || known.cursor === START || known.cursor === BLIND ? null : known.cursor;
  const reading = cursor === null ? first : await tracker.read(first.ticket.id, cursor);
  const { ticket } = reading;
  const decided = ownerDecided(issue.state);
  const people = await peopleOf(ports, tracker, {
    ...{ integrationId: integration.id, ticket: ticket.id, owner: ticket.owner, organizations: [organizationId], accounts: [] },
    users: decided.userId === null ? [] : [{ organizationId, userId: decided.userId, isUrgent: true }],
  });
  const ownerWord = people.wordOf(organizationId, decided.userId);
  const offset = offsetOf(narrowed(watched?.clock ?? null, reading.clock));
  const observer = { now: ports.now(), offset, ourAccount: integration.ourAccount };
  const met = afterLinking({ known, reading, observer, state: issue.state, ownerWord });
  const issueAt = met.set.ownerUnder?.at ?? met.set.assigneeSourceTime ?? 0;
  const { seen } = met.ticket.owner;
  const owner = seen.value === ownerWord ? "same" : seen.at > issueAt ? "issue gets the ticket's" : "ticket gets the issue's";
  return { ticket, owner, isLinked };
}

/** A ticket as people name it: its key, or any address of it in the tracker. Throws Invalid for what is neither. */
export function ticketKey(text: string): string {
  const named = text.trim();
  const key = /\/browse\/([^/?#\s]{1,255})/.exec(named)?.[1] ?? /[?&]selectedIssue=([^&#\s]{1,255})/.exec(named)?.[1] ?? named;
  if (!/^[\w-]{1,255}$/.test(key)) throw new Invalid("Enter a ticket's key, such as APP-7, or its address.");
  return key;
}
