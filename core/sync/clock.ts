import type { ClockBounds } from "../trackers/ticket.ts";

/** How much faster than real time two clocks may part. */
const DRIFT = 0.0005;

/**
 * What is known of a tracker's clock after one more answer. The `Date` of an answer was read between our asking and our having it, and is
 * cut to seconds: that bounds how far its clock is ahead. Each answer narrows the bounds, time widens them; where they contradict, the
 * clock was set, and the newest counts. Times in milliseconds.
 */
export function narrowed(known: ClockBounds | null, answer: ClockBounds | null): ClockBounds | null {
  if (!known || !answer) return answer ?? known;
  const widened = Math.max(0, answer.at - known.at) * DRIFT;
  const low = Math.max(known.low - widened, answer.low);
  const high = Math.min(known.high + widened, answer.high);
  return low <= high ? { low, high, at: answer.at } : answer;
}

/** By how much the tracker's clock is ahead of ours, as far as anybody can tell: to half a second, for a quick answer. */
export const offsetOf = (bounds: ClockBounds | null): number => (bounds ? Math.round((bounds.low + bounds.high) / 2) : 0);

/** How far that may be off by now; without end where nothing is known. */
export const uncertainty = (bounds: ClockBounds | null, now: number): number =>
  bounds ? (bounds.high - bounds.low) / 2 + Math.max(0, now - bounds.at) * DRIFT : Number.POSITIVE_INFINITY;

/** Worth keeping: it was not known, was set, or the kept bounds have widened by now. */
export const isNews = (kept: ClockBounds | null, now: ClockBounds | null): boolean =>
  now !== null &&
  (!kept ||
    now.high < kept.low ||
    now.low > kept.high ||
    now.at - kept.at > 10 * 60_000 ||
    (kept.high - kept.low) / 2 > now.high - now.low);
