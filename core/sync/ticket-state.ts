import type { FieldName, Register, Value, Word } from "./register.ts";

/** What is known of a ticket, once for all organizations that have linked it: a fact about the tracker. */
export type TicketState = TicketRef & {
  /** What people call it. */
  key: string;
  title: string;
  /** Every write but that of `due` raises it. */
  rev: number;
  owner: Known;
  status: Known;
  /** The newest entry of its history that was read, START or BLIND. */
  cursor: string;
  /** The tracker's time of its last change, as of the last reading; null where a further one of the same second could have the same time. */
  updated: number | null;
  /** When to look at it again, in ms since the Unix epoch; null for most. */
  due: number | null;
  /** How often in a row it could not be read. */
  waits: number;
  /** Why it could not be read or written the last time. */
  waiting: Reason | null;
  /** By issue: why the two are not as each other. */
  reasons: Record<string, Reasons>;
  /** When it was last read, or told of itself; null before the first time. */
  seenAt: number | null;
  /** Owner and status as people read them there. */
  shows: { owner: string | null; status: string };
  /** Which team it was told of last, as `field=id`: that of this issue, decided at `at`; and why it could not be. */
  team?: { groupId: number; at: number; value: string; failed: Reason | null };
  /** When it was found to be gone, or hidden from us. */
  closedAt: number | null;
};
export type TicketRef = { integrationId: number; ticketId: string };

/** What is known of one field of a ticket. */
export type Known = {
  /** The last decision that the ticket is known to have had. */
  seen: Register;
  /** What it shows, as far as we know. */
  shown: Value;
  /** Our writes since the last reading: 0 or 1 normally. */
  intents: readonly Intent[];
  /** The entry behind the cursor that was heard of last: of this field nothing until then is new. Of the other one it may be. */
  heard?: string | undefined;
};

/**
 * What we are about to write, announced before: `value`, to tell the ticket that `word` was decided at `at`. `sent` is when we asked for it,
 * `answered` when the tracker said that it is done.
 */
export type Intent = { key: string; value: Value; word: Word; at: number; sent: number; answered: number | null };

/** In words for people; `kind` for programs. */
export type Reason = { kind: string; text: string; since: number };
export type Reasons = Partial<Record<FieldName | "comment", Reason>>;

/** Instead of an entry: the history has none yet, so whatever it has later is new. */
export const START = "start";
/** Instead of an entry: the history was not told, so what it has later may be old. */
export const BLIND = "blind";

/** A ticket that nothing is known of yet. */
export const unknownTicket = (ref: TicketRef, owner: Known["shown"], status: Known["shown"]): TicketState => ({
  ...ref,
  ...{ key: ref.ticketId, title: "", rev: 0, cursor: START, updated: null, due: null, waits: 0 },
  owner: { seen: { value: owner, at: 0 }, shown: owner, intents: [] },
  status: { seen: { value: status?.split(":")[0] ?? null, at: 0 }, shown: status, intents: [] },
  ...{ waiting: null, reasons: {}, seenAt: null, shows: { owner: null, status: "" }, closedAt: null },
});
