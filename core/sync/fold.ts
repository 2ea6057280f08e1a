import { type Reading, type Step, statusValue } from "../trackers/ticket.ts";
import { type FieldName, later, type Word, wordOf } from "./register.ts";
import { BLIND, type Known, START, type TicketState } from "./ticket-state.ts";

/** How long a request that was never answered may still be carried out. */
const OPEN_MS = 15 * 60_000;
/** A change this soon after another may have the same `updated`. */
const SAME_MOMENT_MS = 2000;

/** `offset`: by how much the tracker's clock is ahead; `ourAccount` null where it is not known, and every author may be us. */
export type Observer = { now: number; offset: number; ourAccount: string | null };
export type Folded = Pick<TicketState, "owner" | "status" | "cursor" | "updated">;
/** `entries` are those that are new: null where the history does not go on from what is known. */
type News = { entries: readonly Change[] | null; shown: Word; updated: number };
type Change = Step & { at: number; isOurs: boolean };

/**
 * What a reading adds to what we know of a ticket. Entries behind the cursor were made after we last read: a person's among them is later
 * than all that we knew when we last wrote, whatever the clocks say. We gave the ticket to Ada at 10:00:00, and behind that stands that
 * somebody gave it to Bob at 09:59:00: the tracker's clock is slow, whoever chose Bob had Ada before them, and Bob is right. Entries of our
 * account that carry out an intent are the decision of that intent, made when it was made here. Where the history does not go on, or
 * contradicts what the ticket shows, only what it shows counts. Of one field more may be known than was read: it was heard that Bob has the
 * ticket, and that somebody closed it and opened it again before is news all the same.
 */
export function fold(state: TicketState, reading: Reading, observer: Observer): Folded {
  const { ticket, news, updated, date } = reading;
  const goesOn = news !== null && (state.cursor === START || (state.cursor !== BLIND && news.goesOn));
  const of = (field: FieldName, shown: Word) => {
    const { heard } = state[field];
    const known = heard === undefined ? -1 : (news?.entries.findIndex((it) => it.id === heard) ?? -1);
    const entries =
      news && (heard === undefined ? goesOn : known >= 0)
        ? news.entries
            .slice(known + 1)
            .flatMap(({ at, by, ...it }) => (it[field] ? [{ ...it[field], at, isOurs: isUs(by, observer) }] : []))
        : null;
    return foldField(field, state[field], { entries, shown, updated }, observer);
  };
  const owner = of("owner", ticket.owner?.id ?? null);
  const status = of("status", statusValue(ticket.status));
  const isUntouched =
    news !== null &&
    state.cursor === START &&
    [owner, status].every((it) => !it.contradicts) &&
    !isAnswered(state.owner) &&
    !isAnswered(state.status);
  const cursor = news?.newest ?? (isUntouched ? START : BLIND);
  return { owner: owner.known, status: status.known, cursor, updated: Math.abs(date - updated) < SAME_MOMENT_MS ? null : updated };
}

const isUs = (by: string | null, { ourAccount }: Observer): boolean => ourAccount === null || by === ourAccount;
const isAnswered = ({ intents }: Known): boolean => intents.some((it) => it.answered !== null);

function foldField(field: FieldName, before: Known, { entries, shown, updated }: News, { now, offset }: Observer) {
  let { seen } = before;
  let intents = [...before.intents];
  const known = Math.max(seen.at, ...intents.map((it) => it.at));
  const word = (value: Word) => wordOf(field, value);
  const decide = (value: Word, time: number): void => {
    seen = { value: word(value), at: Math.max(Math.round(Math.min(time - offset, now)), known + 1, seen.at + 1) };
  };
  const carry = (index: number): void => {
    const intent = intents[index]!;
    // One that was answered explains one entry; one that was not may have been carried out by now, or be so later.
    if (intent.answered !== null) intents.splice(index, 1);
    const decision = { value: intent.word, at: intent.at };
    if (later(decision, seen)) seen = decision;
  };
  // All of them, not the last alone: a person's choice that our write replaced a moment later is the later decision, and is put back.
  for (const it of entries ?? []) {
    const own = it.isOurs ? intents.findLastIndex((intent) => intent.value === it.to) : -1;
    if (own >= 0) carry(own);
    else if (word(it.from) !== word(it.to)) decide(it.to, it.at);
  }
  const newest = entries?.at(-1);
  const expected = newest ? newest.to : before.shown;
  const contradicts = shown !== expected;
  if (contradicts) {
    const own = intents.findLastIndex((it) => it.value === shown);
    if (own >= 0) carry(own);
    else if (word(expected) !== word(shown)) decide(shown, updated);
  }
  // Of what was answered before this reading nothing more can come.
  intents = intents.filter((it) => it.answered === null && now - it.sent < OPEN_MS);
  return { known: { seen, shown, intents }, contradicts };
}
