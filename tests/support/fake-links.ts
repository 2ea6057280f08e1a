import { NotFound } from "../../core/errors.ts";
import type { Activity } from "../../core/issues/activity.ts";
import { commentPlace } from "../../core/sync/comment-course.ts";
import { type ExternalIssue, type LinkPlace, type TicketLink, UNSYNCED } from "../../core/sync/link.ts";
import { withEcho, withWrite } from "../../core/sync/own-writes.ts";
import type { Links } from "../../core/sync/ports.ts";

const isAt = (it: LinkPlace, place: LinkPlace): boolean =>
  it.organizationId === place.organizationId &&
  it.integrationId === place.integrationId &&
  it.ticket === place.ticket &&
  it.groupId === place.groupId;

/** Links in memory; each has its ticket. Notes among these activities learn of their comments; groups that are gone get no link. */
export function fakeLinks(seed: readonly TicketLink[] = [], activities: readonly Activity[] = [], gone: ReadonlySet<number> = new Set()) {
  const rows = seed.map((it) => structuredClone(it));
  const issues: ExternalIssue[] = [];
  const addIssue = (
    { organizationId, integrationId, ticket, key, externalIssueId: id }: TicketLink,
    given: Partial<ExternalIssue> = {},
  ) => {
    if (issues.some((it) => it.organizationId === organizationId && it.integrationId === integrationId && it.ticket === ticket)) return;
    issues.push({ id, organizationId, integrationId, ticket, key, title: "", done: null, written: [], closedAt: null, ...given });
  };
  for (const link of rows) addIssue(link);
  const ofTicket = (organizationId: number, integrationId: number, ticket: string) => {
    const same = (it: ExternalIssue | TicketLink) =>
      it.organizationId === organizationId && it.integrationId === integrationId && it.ticket === ticket;
    return { issue: issues.find(same) ?? null, links: rows.filter(same) };
  };
  const row = (place: LinkPlace) => rows.find((it) => isAt(it, place));
  const port: Links = {
    byTicket: async (...ticket) => structuredClone(ofTicket(...ticket).links),
    ofTicket: async (...ticket) => structuredClone(ofTicket(...ticket)),
    byGroup: async (organizationId, groupId) =>
      structuredClone(rows.filter((it) => it.organizationId === organizationId && it.groupId === groupId)),
    known: async (organizationId, integrationId, tickets) =>
      structuredClone(
        issues.filter((it) => it.organizationId === organizationId && it.integrationId === integrationId && tickets.includes(it.ticket)),
      ),
    ofIntegration: async (organizationId, integrationId, { limit, cursor }) => {
      const nameOf = ({ ticket, groupId }: TicketLink) => `${ticket}#${groupId}`;
      const after = rows
        .filter((it) => it.organizationId === organizationId && it.integrationId === integrationId)
        .filter((it) => cursor === undefined || nameOf(it) < cursor)
        .sort((a, b) => (nameOf(a) < nameOf(b) ? 1 : -1));
      const last = after.length > limit ? after[limit - 1] : undefined;
      return { items: structuredClone(after.slice(0, limit)), next: last ? nameOf(last) : null };
    },
    find: async (place) => {
      const { issue } = ofTicket(place.organizationId, place.integrationId, place.ticket);
      const link = row(place);
      return issue && link ? structuredClone({ issue, link }) : null;
    },
    create: async (issue, link) => {
      if (gone.has(link.groupId)) throw new NotFound();
      if (row(link)) return false;
      addIssue(link, issue);
      rows.push(structuredClone({ ...link, sync: link.sync ?? UNSYNCED }));
      return true;
    },
    remove: async (place) => {
      const at = rows.findIndex((it) => isAt(it, place));
      if (at >= 0) rows.splice(at, 1);
      const { issue, links } = ofTicket(place.organizationId, place.integrationId, place.ticket);
      if (issue && links.length === 0) issues.splice(issues.indexOf(issue), 1);
    },
    noteAssignee: async (place, hint) => {
      const link = row(place);
      if (link && (link.hint?.version ?? -1) < hint.version) link.hint = hint;
    },
    record: async (place, { hint, written, noted, ...sync }) => {
      const link = row(place);
      if (!link) return;
      if (hint) link.hint = hint;
      Object.assign(link.sync, sync);
      const { issue } = ofTicket(place.organizationId, place.integrationId, place.ticket);
      if (issue && written) issue.written = withWrite(issue.written, written.write);
      const note = activities.find((it) => it.groupId === place.groupId && it.version === noted?.version);
      if (note && noted) note.comments = { ...note.comments, [commentPlace(place)]: noted.commentId };
    },
    follow: async ({ organizationId, integrationId, ticket }, now) => {
      const { issue, links } = ofTicket(organizationId, integrationId, ticket);
      if (issue) Object.assign(issue, now);
      if (now.key !== undefined) for (const link of links) link.key = now.key;
    },
    told: async ({ organizationId, integrationId, ticket }, write, deliveryId) => {
      const { issue } = ofTicket(organizationId, integrationId, ticket);
      if (issue) issue.written = withEcho(issue.written, write, deliveryId);
    },
  };
  return { port, rows, issues };
}
