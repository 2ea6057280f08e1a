import type { Filled } from "./create-fields.ts";

/** Somebody in a tracker. `id` is what the tracker is told to assign to, and what its history is read as. */
export type Account = { id: string; name: string; email: string | null };

/** A ticket as it is now. `id` never changes, `key` does when it is moved. */
export type Ticket = {
  id: string;
  key: string;
  title: string;
  owner: Account | null;
  status: Status;
  project: { id: string; key: string };
};
export type Status = { id: string; name: string; done: boolean };

/**
 * One entry of a ticket's history, as far as it is about owner or status: an account, or a status as `statusValue` writes it. `at` is when
 * it was written down, by the tracker's clock; `by` is who did it, null where that is not told.
 */
export type Entry = { id: string; at: number; by: string | null; owner?: Step; status?: Step };
export type Step = { from: string | null; to: string | null };

/** What of the history is new since an entry that is known: all of it, oldest first, where it goes on from there. */
export type News = {
  goesOn: boolean;
  entries: readonly Entry[];
  /** The newest entry there is; null where there is none. */
  newest: string | null;
};

/** By how much a tracker's clock is ahead of ours, in milliseconds, at least and at most; measured when we had `at`. */
export type ClockBounds = { low: number; high: number; at: number };

/** A ticket, read. `news` is null where the tracker left its history out; times by the tracker's clock. */
export type Reading = { ticket: Ticket; news: News | null; updated: number; date: number; clock: ClockBounds | null };

/** What the tracker says of one ticket that was updated lately. */
export type Updated = { id: string; key: string; owner: string | null; status: string; updated: number };

/** A way to another status; `required` are the fields that the tracker asks for on it and has no value of its own for. */
export type Transition = { id: string; to: Status; required: RequiredField[] };
export type RequiredField = { id: string; name: string; allowed: { id: string; name: string }[] };

/** Of a note: which issue's, and the version it made. The comment carries it where no person sees it. */
export type NoteMark = { group: number; version: number };
export type Comment = { id: string; note: NoteMark | null };
/** Who wrote what; null for somebody who is no longer a member. */
export type NewComment = { text: string; writer?: string | null; note?: NoteMark };

/** `fields` are sent as they are, `filled` as the tracker takes them. */
export type NewTicket = {
  projectId: string;
  typeId: string;
  summary: string;
  description: string;
  fields: Record<string, unknown>;
  filled?: readonly Filled[];
};

/** A status as a value that says whether it is done: `done:6`, `open:1`. */
export const statusValue = ({ id, done }: Pick<Status, "id" | "done">): string => `${done ? "done" : "open"}:${id}`;
