import type { Groups } from "../issues/ports.ts";
import type { AnalyticsEvent } from "../messages.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations, Tracker } from "../trackers/ports.ts";
import type { Comment } from "../trackers/ticket.ts";
import type { PendingNote, TicketLink } from "./link.ts";
import type { Links } from "./ports.ts";
import { named } from "./run.ts";
import { activeOf } from "./situation.ts";

type Needed = Pick<Ports, "now" | "log"> & {
  groups: Groups;
  organizations: Organizations;
  integrations: Integrations;
  analyticsEvents: Sender<AnalyticsEvent>;
} & { links: Links };
type Sending = { tracker: Tracker; integration: Integration; linked: readonly { link: TicketLink }[]; state: { key: string } };

/** A tracker that answers late may still be writing: whoever looks too soon finds nothing, and writes again. */
const LET_FINISH_MS = 60_000;
/** What one run writes at most. */
const AT_ONCE = 10;

/** Whether a ticket is to get a note: until it has it, it stays due, so that no run that dies in between leaves it without. */
export const lacksNotes = ({ linked }: Pick<Sending, "linked">): boolean => linked.some(({ link }) => link.notes.length > 0);

/**
 * The notes that a ticket lacks become comments on it (behaviour §2.17), each once: where an answer of the tracker or our record of it was
 * lost, the comment is found by its mark among the ticket's newest. False where some are still to be written. Throws TrackerFailure.
 */
export async function sendNotes(ports: Needed, { tracker, integration, linked, state }: Sending): Promise<boolean> {
  const waiting = linked.flatMap(({ link }) => link.notes.map((note) => ({ link, note })));
  if (waiting.length === 0) return true;
  let newest: Comment[] | null = null;
  let isWhole = waiting.length <= AT_ONCE;
  for (const { link, note } of waiting.slice(0, AT_ONCE)) {
    const isOn = isOnFor(link, integration) || isOnFor(link, await ports.integrations.find(integration.provider, integration.externalId));
    const activity = isOn ? await ports.groups.activity(link.organizationId, link.groupId, note.version) : null;
    if (activity?.type !== "note") {
      await ports.links.setNotes(link, { done: [{ version: note.version, commentId: null }] });
      continue;
    }
    newest ??= await tracker.comments(link.ticketId);
    const there = newest.find((it) => it.note?.group === link.groupId && it.note.version === note.version);
    if (!there && note.sent !== undefined && ports.now() - note.sent < LET_FINISH_MS) {
      isWhole = false;
      continue;
    }
    const commentId = there?.id ?? (await write(ports, tracker, link, note, String(activity.data.text ?? "")));
    await ports.analyticsEvents.send([synced(link, note, integration, ports.now())]);
    await ports.links.setNotes(link, { done: [{ version: note.version, commentId }] });
    for (const names of named([link], state.key))
      ports.log.info("sync.written", { ...names, decision: `note@${note.version}`, outcome: there ? "found" : "done" });
  }
  return isWhole;
}

/** What is remembered of an integration may be from before comments were switched on: no note is given up for that. */
const isOnFor = ({ organizationId }: TicketLink, integration: Integration | null): boolean =>
  activeOf(integration ?? { installations: [] }).find((it) => it.organizationId === organizationId)?.config.sync_comments ?? false;

async function write(
  { links, organizations, now }: Needed,
  tracker: Tracker,
  link: TicketLink,
  note: PendingNote,
  text: string,
): Promise<string> {
  const writer = await organizations.member(link.organizationId, note.userId);
  await links.setNotes(link, { sent: { ...note, sent: now() } });
  return tracker.comment(link.ticketId, { text, writer: writer?.name ?? null, note: { group: link.groupId, version: note.version } });
}

const synced = (
  { organizationId, groupId, ticketId }: TicketLink,
  { version }: PendingNote,
  { id, provider }: Integration,
  now: number,
): AnalyticsEvent => ({
  ...{ v: 1, id: `${groupId}:${version}:${id}:${ticketId}:comments.synced`.slice(0, 200), type: "integration.issue.comments.synced" },
  ...{ organizationId, timestamp: now, data: { provider, id, organization_id: organizationId } },
});
