import { Invalid, NotFound, Unavailable } from "../errors.ts";
import { ownerDecided } from "../issues/decisions.ts";
import type { Groups } from "../issues/ports.ts";
import type { TicketLook } from "../messages.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports, Sender } from "../ports.ts";
import { isNews, narrowed, offsetOf } from "../sync/clock.ts";
import type { TicketLink } from "../sync/link.ts";
import { afterLinking } from "../sync/link-state.ts";
import { peopleOf } from "../sync/people.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import { BLIND, START } from "../sync/ticket-state.ts";
import { EXPECTED_MS } from "../sync/waiting.ts";
import { TrackerFailure } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Tracker, Trackers, UserMappings, WatchedTrackers } from "../trackers/ports.ts";
import type { Ticket } from "../trackers/ticket.ts";
import { type Linking, linkedActivity } from "./linked-activity.ts";

export type LinkPorts = Pick<Ports, "ids" | "now" | "log"> & {
  groups: Groups;
  links: Links;
  tickets: Tickets;
  trackers: Trackers;
  watched: WatchedTrackers;
  organizations: Organizations;
  userMappings: UserMappings;
  looks: Sender<TicketLook>;
};
export type LinkedTicket = { link: TicketLink; ticket: Ticket };

const ROUNDS = 6;

/**
 * Links an existing ticket to an issue (behaviour §2.16), known by its id from then on. Linking decides nothing: whoever has one of the two
 * gets the other, of two owners the one who was decided later, and the status of both stays. The comment is added to the ticket. Throws
 * Invalid where the tracker does not have or show the ticket or the link is there, NotFound, Unavailable.
 */
export async function linkTicket(
  ports: LinkPorts,
  where: Linking,
  wanted: { key: string; comment?: string | undefined },
): Promise<LinkedTicket> {
  const tracker = trackerFor(ports, where.integration);
  const made = await store(ports, where, tracker, wanted.key, { isNew: false });
  const { ticket, link } = made;
  if (!link) throw new Invalid(`${ticket.key} is linked already.`, { fields: { non_field_errors: [`${ticket.key} is linked already.`] } });
  if (wanted.comment) {
    // The link stands; a ticket that takes no comment is no reason to undo it.
    await tracker.comment(ticket.id, { text: wanted.comment }).catch((error: unknown) => {
      ports.log.warn("link.comment.failed", { ticket: ticket.key, reason: error instanceof TrackerFailure ? error.kind : "unknown" });
    });
  }
  return { link, ticket };
}

/** What an integration is asked with. Throws Invalid once it was uninstalled. */
export function trackerFor({ trackers }: { trackers: Trackers }, integration: Integration): Tracker {
  const tracker = integration.status === "active" ? trackers.of(integration) : null;
  if (!tracker) throw new Invalid("This tracker is no longer connected. Connect it again.");
  return tracker;
}

/** What asking again does not change is the client's to put right, in the tracker's words and ours, with the fields it is about. */
export function asInvalid(error: unknown, field: string): unknown {
  if (!(error instanceof TrackerFailure) || error.retry !== false) return error;
  const text = `${error.message} ${error.todo}`;
  const about = Object.entries(error.about).map(([id, said]): [string, string[]] => [id, [said]]);
  const whole = { [error.kind === "not_found" ? field : "non_field_errors"]: [text] };
  return new Invalid(text, { fields: about.length > 0 ? Object.fromEntries(about) : whole, cause: error });
}

/** No link where it is there already. One transaction with what was read of the ticket, again where something changed meanwhile. */
export async function store(ports: LinkPorts, where: Linking, tracker: Tracker, keyOrId: string, { isNew }: { isNew: boolean }) {
  const { integration, issue } = where;
  const { organizationId, id: groupId, projectId } = issue.group;
  let [ticketId, state] = [keyOrId, issue.state];
  for (let round = 0; round < ROUNDS; round++) {
    const [known] = await ports.tickets.known(integration.id, [ticketId]);
    const cursor = !known || known.cursor === START || known.cursor === BLIND ? null : known.cursor;
    const field = isNew ? "project" : "externalIssue";
    const reading = await tracker.read(ticketId, cursor).catch((error: unknown) => Promise.reject(asInvalid(error, field)));
    const { ticket } = reading;
    if (ticket.id !== ticketId) {
      // It was named by its key: what is known of it is under its id.
      ticketId = ticket.id;
      if ((await ports.tickets.known(integration.id, [ticketId])).length > 0) continue;
    }
    const watched = await ports.watched.find(integration);
    const clock = narrowed(watched?.clock ?? null, reading.clock);
    if (isNews(watched?.clock ?? null, clock)) await ports.watched.record(integration, { clock });
    const decided = ownerDecided(state);
    const people = await peopleOf(ports, tracker, {
      ...{ integrationId: integration.id, ticket: ticket.id, owner: ticket.owner, organizations: [organizationId], accounts: [] },
      users: decided.userId === null ? [] : [{ organizationId, userId: decided.userId, isUrgent: true }],
    });
    const observer = { now: ports.now(), offset: offsetOf(clock), ourAccount: integration.ourAccount };
    const met = afterLinking({ known: known ?? null, reading, observer, state, ownerWord: people.wordOf(organizationId, decided.userId) });
    const same = (await ports.links.byGroup(organizationId, groupId)).some(
      (it) => it.integrationId === integration.id && it.ticketId === ticket.id,
    );
    if (same) return { ticket, link: null };
    const { provider, externalId } = integration;
    const of = { organizationId, integrationId: integration.id, provider, externalId, ticketId: ticket.id, key: ticket.key };
    const others = await ports.tickets.read(of, [organizationId]);
    const externalIssueId = others.links[0]?.externalIssueId ?? (await ports.ids.next());
    const activity = linkedActivity(where, state, { ...ticket, isNew, set: met.set }, ports.now());
    const link: TicketLink = {
      ...of,
      projectId,
      groupId,
      shortId: issue.group.shortId,
      externalIssueId,
      since: met.since,
      hint: activity.after,
      notes: [],
      notesLost: 0,
    };
    const due = ports.now() + EXPECTED_MS;
    const item = { ...met.ticket, integrationId: integration.id, ticketId: ticket.id, due };
    const ref = { organizationId, projectId, groupId };
    const write = { ref, expected: state.version, set: met.set, changes: [{ ref, expected: state.version, set: met.set, activity }] };
    const made = await ports.links.create(link, { state: item, rev: known?.rev ?? null, due: known?.due ?? null }, write);
    if (made === "there") return { ticket, link: null };
    if (made === "linked") {
      await ports.looks.send([
        {
          v: 1,
          provider,
          externalId,
          integrationId: integration.id,
          ticketId: ticket.id,
          cause: `link:${groupId}:${activity.version}`,
          expected: due,
        },
      ]);
      return { ticket, link };
    }
    const found = await ports.groups.get(organizationId, groupId);
    if (!found) throw new NotFound();
    state = found.state;
  }
  throw new Unavailable("The ticket", 1);
}

/** Removes a link of an issue, by the id of its external issue; the ticket in its tracker stays as it is. Throws NotFound. */
export async function unlinkTicket(
  { links, tickets, now }: Pick<Ports, "now"> & { links: Links; tickets: Tickets },
  { organizationId, groupId }: { organizationId: number; groupId: number },
  externalIssueId: string,
): Promise<void> {
  const link = (await links.byGroup(organizationId, groupId)).find((it) => String(it.externalIssueId) === externalIssueId);
  if (!link) throw new NotFound();
  await links.remove(link);
  // A ticket without links is forgotten by whoever looks at it.
  await tickets.expect(link, now());
}
