import type { TakenAway } from "../taken-away.ts";

/**
 * One mistake that somebody could make in the code, and the tests that have to notice it, tried in this order. `equivalent`: why no test
 * can, as nothing is different for anybody.
 */
export type Mutant = TakenAway & { name: string; killers: readonly string[]; equivalent?: string };

type More = { by?: readonly string[]; equivalent?: string };
type Mistake = [rule: string, instead: string, more?: More];

/** The mistakes in one file, by what somebody would have done; `killers` notice all of them that name no others (`by`). */
export const mistakesIn = (file: string, killers: readonly string[], mistakes: Record<string, Mistake>): Mutant[] =>
  Object.entries(mistakes).map(([name, [rule, instead, { by = killers, equivalent } = {}]]) => ({
    ...{ name, file, rule, instead, killers: by },
    ...(equivalent !== undefined && { equivalent }),
  }));
