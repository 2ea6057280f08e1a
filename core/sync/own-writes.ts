import type { ExternalIssue, Written } from "./link.ts";

/** A write that the tracker has told of is kept for repeats of that; one that it has not, until nothing is to be expected any more. */
const KEPT_TOLD = 8;
const KEPT_UNTOLD = 50;
const UNTOLD_MS = 86_400_000;
/** How far apart our clock and the tracker's may be, with the way of a webhook between them. */
const APART_MS = 10_000;

/**
 * The writes of a ticket with one more. All that may still come back have to be known: one that is not would count as a decision of the
 * tracker's, be written to the other tickets of the group, come back from there, and so on.
 */
export function withWrite(written: readonly Written[], write: Written): Written[] {
  const told = written.filter((it) => it.echo !== undefined).slice(-KEPT_TOLD);
  const untold = written.filter((it) => it.echo === undefined && write.at - it.at < UNTOLD_MS).slice(-KEPT_UNTOLD);
  return [...written.filter((it) => told.includes(it) || untold.includes(it)), write];
}

/** The same writes, one of them told of by that delivery. */
export const withEcho = (written: readonly Written[], { value, at }: Written, deliveryId: string): Written[] =>
  written.map((it) => (it.value === value && it.at === at ? { ...it, echo: deliveryId } : it));

type Told = { value: Written["value"]; deliveryId: string; sourceTime: number };

/**
 * When the decision was made that a tracker tells of: for what we wrote ourselves, the time of what we carried over, or else an old
 * decision would come back as a new one, and two tickets of one group would take turns for ever. A write is told of once: `own` is the
 * write where that is still to be noted. Times in milliseconds since the epoch.
 */
export function decidedAt({ written }: ExternalIssue, { value, deliveryId, sourceTime }: Told): { at: number; own?: Written } {
  const isOwn = ({ echo = deliveryId, ...it }: Written) =>
    it.value === value && echo === deliveryId && Math.abs(it.at - sourceTime) <= APART_MS;
  const [own] = written.filter(isOwn).sort((a, b) => Math.abs(a.at - sourceTime) - Math.abs(b.at - sourceTime));
  if (!own) return { at: sourceTime };
  const at = Math.min(own.sourceTime, sourceTime);
  return own.echo === undefined ? { at, own } : { at };
}

/**
 * When the decision was made behind a change of the ticket that nobody told us of: a write of ours, if it is no older than the newest
 * decision we know of, carried over one of its own. Times in milliseconds since the epoch.
 */
export function decisionBehind({ written }: ExternalIssue, value: Written["value"], sourceTime: number, newest: number): number {
  const own = written.find((it) => it.value === value && it.at >= newest && Math.abs(it.at - sourceTime) <= APART_MS);
  return own ? Math.min(own.sourceTime, sourceTime) : sourceTime;
}

/** Whether we have written something else since: then what the tracker tells of is no longer what the ticket has. */
export function isOverwritten({ written }: ExternalIssue, value: Written["value"], sourceTime: number): boolean {
  const same = (it: Written) => (typeof it.value === "boolean") === (typeof value === "boolean");
  const last = written.findLast(same);
  return last !== undefined && last.at > sourceTime && last.value !== value;
}
