import { setTimeout as wait } from "node:timers/promises";

/** Waits, but no longer than until the signal. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal }).catch(() => {});
