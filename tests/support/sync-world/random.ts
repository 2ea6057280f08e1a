/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** How bad it is; all off when faults have stopped. */
export const CALM = {
  ...{ lost: 0, twice: 0, longest: 200, noId: 0, noTime: 0, lateBody: 0, kill: 0, overrun: 0, jira: 0, put: 0 },
  ...{ noLog: 0, emptyLog: 0, slow: false, staleHints: false },
};
export type Faults = typeof CALM;
/** Jira's clock is off and drifts; it writes down whole seconds; its nodes count apart; our machines' clocks differ. */
export type Clocks = { offset: number; drift: number; coarse: boolean; banks: boolean; skew: number };
