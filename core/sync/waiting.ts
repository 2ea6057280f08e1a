import { isOfTracker, type TrackerFailure } from "../trackers/failure.ts";
import type { Watched } from "../trackers/ports.ts";
import { type ConvergePorts, namesOf, type Round } from "./run.ts";
import type { Reason, TicketState } from "./ticket-state.ts";

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What a person has to mend is looked at again this often, in case that it was mended where nobody tells us. */
export const BY_PEOPLE_MS = 6 * HOUR_MS;
/** A look that was asked for and has not come by then is asked for again. */
export const EXPECTED_MS = 2 * MINUTE_MS;
/** How long a tracker that does not answer is left alone at most. */
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;

/** 1, 2, 4 … 60 minutes. */
const backoff = (waits: number): number => Math.min(HOUR_MS, MINUTE_MS * 2 ** Math.min(waits, 6));

/** How long the tracker asked to wait, in milliseconds; null where it did not say. */
const asked = ({ retry }: TrackerFailure): number | null => (typeof retry === "number" ? retry * 1000 : null);

/** A tracker that does not answer as it should is left alone as a whole for a while; null where only the ticket is concerned. */
export function pauseAfter(failure: TrackerFailure, watched: Watched | null, now: number): NonNullable<Watched["paused"]> | null {
  if (!isOfTracker(failure)) return null;
  const times = (watched?.paused?.times ?? 0) + 1;
  return { until: now + (asked(failure) ?? Math.min(LONGEST_PAUSE_MS, backoff(times - 1))), times };
}

/** The ticket is looked at again, whatever kept it from being read or written, and however often: waiting is no failing. */
export function waiting(state: TicketState, failure: TrackerFailure, now: number, until: number | null = null): TicketState {
  // What another reason waited for is not held against this one.
  const waits = state.waiting?.kind === failure.kind ? state.waits : 0;
  const due = until ?? now + Math.max(asked(failure) ?? 0, backoff(waits));
  return {
    ...state,
    ...{ waits: waits + 1, due, waiting: reasonOf(failure, state.waiting, now) },
    ...(failure.kind === "not_found" && { closedAt: state.closedAt ?? now }),
  };
}

const reasonOf = ({ kind, message, todo }: TrackerFailure, before: Reason | null, now: number): Reason => ({
  kind,
  text: `${message} ${todo}`,
  since: before?.since ?? now,
});

/** The ticket waits, and the tracker with it where that is what does not answer. */
export async function wait(ports: ConvergePorts, round: Round, failure: TrackerFailure): Promise<void> {
  const pause = pauseAfter(failure, round.watched, ports.now());
  await ports.tickets.update(round.look, (it) => waiting(it, failure, ports.now(), pause?.until ?? null));
  await noteFailure(ports, round, failure);
}

/** Said once: of a ticket while it waits for the same, of a tracker while it is away. */
export async function noteFailure(ports: ConvergePorts, round: Round, failure: TrackerFailure): Promise<void> {
  const { look, integration, state, watched } = round;
  const { kind, message, todo } = failure;
  const paused = pauseAfter(failure, watched, ports.now());
  const isKnown = paused ? watched?.failure?.kind === kind : state.waiting?.kind === kind;
  if (!isKnown)
    for (const names of namesOf(round))
      ports.log.warn(paused ? "tracker.away" : "sync.waits", { ...names, integration: integration.id, reason: kind, outcome: "waits" });
  if (!paused) return;
  const at = watched?.failure?.at ?? ports.now();
  await ports.watched.record(look, { paused, failure: { at, kind, text: `${message} ${todo}` } });
}
