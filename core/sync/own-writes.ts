import type { ExternalIssue, Written } from "./link.ts";

const KEPT = 8;
/** How far apart our clock and the tracker's may be, with the way of a webhook between them. */
const APART_MS = 10_000;

/** The writes of a ticket with one more. */
export const withWrite = ({ written }: ExternalIssue, write: Written): Written[] => [...written.slice(1 - KEPT), write];

type Told = { value: Written["value"]; deliveryId: string; sourceTime: number };

/**
 * When the decision was made that a tracker tells of: for what we wrote ourselves, the time of what we carried over, or else an old
 * decision would come back as a new one, and two tickets of one group would take turns for ever. A write is told of once: `written` are
 * the writes with that noted, where it is new. Times in milliseconds since the epoch.
 */
export function decidedAt({ written }: ExternalIssue, { value, deliveryId, sourceTime }: Told): { at: number; written?: Written[] } {
  const isOwn = ({ echo = deliveryId, ...it }: Written) =>
    it.value === value && echo === deliveryId && Math.abs(it.at - sourceTime) <= APART_MS;
  const own = written.find(isOwn);
  if (!own) return { at: sourceTime };
  const at = Math.min(own.sourceTime, sourceTime);
  return own.echo === undefined ? { at, written: written.map((it) => (it === own ? { ...it, echo: deliveryId } : it)) } : { at };
}

/** Whether we have written something else since: then what the tracker tells of is no longer what the ticket has. */
export function isOverwritten({ written }: ExternalIssue, value: Written["value"], sourceTime: number): boolean {
  const same = (it: Written) => (typeof it.value === "boolean") === (typeof value === "boolean");
  const last = written.findLast(same);
  return last !== undefined && last.at > sourceTime && last.value !== value;
}
