import { type FieldName, later, latest, type Register, type Word, wordOf } from "./register.ts";
import type { Known } from "./ticket-state.ts";

/** An issue that is linked to the ticket: what was decided of it, in words, and why it does not take a word over, null where it does. */
export type Side = { groupId: number; organizationId: number; since: number; register: Register; takes: (word: Word) => string | null };
/** How an organization says a word to the ticket: what to write, nothing where the ticket is as good as that, or why it cannot. */
export type Saying = { write: Word } | { reason: string } | { satisfied: true };
export type Says = (organizationId: number, word: Word) => Saying;

export type Plan = {
  winner: Register;
  /** Issues that have yet to learn of a decision. */
  behind: { side: Side; decision: Register }[];
  /** What to write into the ticket, undefined where there is nothing to; and for whom. */
  write: { value: Word; side: Side } | undefined;
  reasons: Map<number, string>;
};

/**
 * What was decided last, of the ticket or of any of its issues, and who has yet to learn of it. What an organization cannot say to the
 * ticket (its member has no account there) counts among its own issues, and for nobody else: others hear of it as the tracker does. Ada
 * of one organization has no account, and a minute before her Bob of another got the same ticket: the ticket stays Bob's, and the first
 * organization's issues, linked to it or not, stay Ada's, with the reason said.
 */
export function weigh(field: FieldName, known: Pick<Known, "seen" | "shown">, sides: readonly Side[], says: Says): Plan {
  const { seen } = known;
  const shown = wordOf(field, known.shown);
  const own = new Map<number, Register>();
  const sayable: Register[] = [];
  for (const [organizationId, of] of Map.groupBy(sides, (it) => it.organizationId)) {
    const last = latest(
      of.map((it) => registerOf(field, it)),
      seen,
    );
    own.set(organizationId, last);
    if (last === seen || !("reason" in says(organizationId, last.value))) sayable.push(last);
  }
  const winner = latest(sayable, seen);
  const isOpen = winner.at > 0 && shown !== winner.value;
  const plan: Plan = { winner, behind: [], write: undefined, reasons: new Map() };
  for (const side of sides) {
    const decision = latest([own.get(side.organizationId)!], winner);
    const isBehind = counts(field, decision.at, side) && later(decision, side.register);
    const refuses = isBehind ? side.takes(decision.value) : null;
    if (isBehind && refuses === null) plan.behind.push({ side, decision });
    const said = isOpen || decision !== winner ? says(side.organizationId, decision.value) : null;
    if (isOpen && decision === winner && said && "write" in said) plan.write = { value: said.write, side };
    const isApart = !counts(field, decision.at, side) && decision.value !== side.register.value;
    const reason = refuses ?? (said && "reason" in said ? said.reason : null) ?? (isApart ? "linked" : null);
    if (reason !== null) plan.reasons.set(side.groupId, reason);
  }
  return plan;
}

/** What was decided before a link was made says nothing of a status to its other side: linking leaves both as they are. */
export const counts = (field: FieldName, at: number, { since }: { since: number }): boolean => at > 0 && (field === "owner" || at > since);

const registerOf = (field: FieldName, side: Side): Register =>
  counts(field, side.register.at, side) ? side.register : { value: side.register.value, at: 0 };
