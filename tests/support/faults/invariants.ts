import type { EndState, Item } from "./end-state.ts";
import { countedOnce, historyIsWhole, newestWins, nothingStale, trackersAreTold } from "./issues-hold.ts";
import { deletedIsGone, idsAreForEver, noHalves, nothingVanishes, strangersStayStrangers } from "./tables-hold.ts";

type Invariant = { name: string; says: string; broken(end: EndState, strangers: ReadonlyMap<string, Item>): string[] };

/**
 * What docs/architecture.md promises, asked of what is left. I1 is asked by each flow, which knows what it was answered, and I7 by
 * delivering everything once more.
 */
const INVARIANTS: readonly Invariant[] = [
  { name: "I2", says: "History is whole", broken: historyIsWhole },
  { name: "I3", says: "Counted once", broken: countedOnce },
  { name: "I4", says: "Nothing stale is remembered", broken: nothingStale },
  { name: "I5", says: "Trackers are told", broken: trackersAreTold },
  { name: "I6", says: "The newest wins", broken: newestWins },
  { name: "I8", says: "No halves", broken: noHalves },
  { name: "I9", says: "Ids are for ever", broken: idsAreForEver },
  { name: "I10", says: "Deleted is gone", broken: deletedIsGone },
  { name: "I11", says: "Strangers stay strangers", broken: strangersStayStrangers },
  { name: "I12", says: "Nothing vanishes", broken: nothingVanishes },
];

/** What does not hold, each line beginning with the name of its invariant. */
export const brokenIn = (end: EndState, strangers: ReadonlyMap<string, Item>): string[] =>
  INVARIANTS.flatMap(({ name, says, broken }) => broken(end, strangers).map((it) => `${name} ${says}: ${it}`));
