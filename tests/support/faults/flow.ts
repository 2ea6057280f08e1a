import type { EndState } from "./end-state.ts";
import type { World } from "./world.ts";

/** One flow under way: what somebody does at the door, and what has to be so afterwards beside what always has to be. */
export type Ready = {
  /** Through the door, as often as it takes; what was answered 2xx counts. */
  act(): Promise<void>;
  /** What is not as it should be, in words. */
  missing(end: EndState): Promise<string[]> | string[];
};

export type Flow = {
  name: string;
  /** Makes what it needs, while everything is well. */
  prepare(world: World): Promise<Ready>;
  /** Whether it comes to its end also without the stream, by the sweep of what was committed. */
  swept: boolean;
};
