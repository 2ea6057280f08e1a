import type { GroupState } from "../issues/group.ts";
import type { Confirmation, StateChange } from "../issues/ports.ts";
import type { Page, Paged } from "../page.ts";
import type { TrackerRef, Watched } from "../trackers/ports.ts";
import type { LinkRef, PendingNote, TicketLink } from "./link.ts";
import type { TicketRef, TicketState } from "./ticket-state.ts";

/** One transaction: the ticket as it is known now, if it is still at `rev` and waits for what it did; and issues that learn of it. */
export type TicketCommit = {
  state: TicketState;
  rev: number;
  dueAsRead: number | null;
  groups: readonly GroupWrite[];
};

/** All that one issue learns at once: what is set of its state, and the changes that its history has of it. */
export type GroupWrite = Confirmation & { changes: StateChange[] };

export type TicketRead = { state: TicketState | null; links: TicketLink[]; watched: Watched | null };

export type Tickets = {
  /** With its links of these organizations, and how it goes with the tracker. */
  read(ref: TicketRef & TrackerRef, organizations: readonly number[]): Promise<TicketRead>;
  /** Those of these tickets that are known. */
  known(integrationId: number, tickets: readonly string[]): Promise<TicketState[]>;
  /** False where something changed meanwhile: then nothing is written. At most 24 issues. Throws Unavailable. */
  commit(commit: TicketCommit): Promise<boolean>;
  /** What more issues learn than one transaction takes; what changed meanwhile is left out. At most 24 issues. Throws Unavailable. */
  learn(groups: readonly GroupWrite[]): Promise<void>;
  /** Changes what is known as it is now; a ticket that is gone stays gone. */
  update(ref: TicketRef, change: (state: TicketState) => TicketState): Promise<void>;
  /** It is forgotten a day later: until then a write under way is still known when somebody links it again. */
  forget(ref: TicketRef): Promise<void>;
  /** Asks for another look by then, whatever else is written at the same time. Nothing where the ticket is not known. */
  expect(ref: TicketRef, due: number): Promise<void>;
  /** Tickets whose time has come, those that waited longest first, as they were a moment ago. */
  due(integrationId: number, now: number, limit: number): Promise<TicketState[]>;
};

export type Links = {
  byGroup(organizationId: number, groupId: number): Promise<TicketLink[]>;
  /** The links of an organization to the tickets of one tracker, by ticket; those just made may be missing. */
  ofIntegration(organizationId: number, integrationId: number, page: Page): Promise<Paged<TicketLink>>;
  /**
   * The links of an organization to these tickets of one tracker: a request each for a few; of more it is one for each thousand links between
   * the first and the last of a hundred, three at most before the rest are asked for one by one, and links just made may be missing.
   */
  ofTickets(organizationId: number, integrationId: number, tickets: readonly string[]): Promise<TicketLink[]>;
  find(ref: LinkRef): Promise<TicketLink | null>;
  /**
   * One transaction: the link, what is known of its ticket (if that is still at `rev`, null where it is not known yet), and what linking
   * makes of the issue. "there" where that link exists, "changed" where something else changed meanwhile. Throws NotFound when the group is gone.
   */
  create(
    link: TicketLink,
    ticket: { state: TicketState; rev: number | null; due: number | null },
    issue: GroupWrite,
  ): Promise<"linked" | "there" | "changed">;
  remove(ref: LinkRef): Promise<void>;
  /** The issue as a relayed change left it, and the note that it is about; an older version, or a link that is gone, changes nothing. */
  note(ref: LinkRef, hint: GroupState, note?: PendingNote): Promise<void>;
  /** Notes that are about to be written, or are not to be any more. */
  setNotes(ref: LinkRef, change: { sent?: PendingNote; done?: { version: number; commentId: string | null }[] }): Promise<void>;
  /** What the ticket is called now, on all its links. */
  rename(links: readonly TicketLink[], key: string): Promise<void>;
};
