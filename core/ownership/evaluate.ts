import type { ErrorEvent } from "../events/event.ts";
import type { RuleSource } from "../issues/suggested-owners.ts";
import { type CompiledRules, type Match, matchingRules } from "./match.ts";
import type { RuleOwner } from "./rule.ts";

/** Several imported files of a project are one list, the newest file's rules first (behaviour §5.6). */
export type ProjectRules = { ownership: CompiledRules; codeowners: CompiledRules };

export type RankedMatch = Match & { source: RuleSource };

/** What became of a rule that matches. `owners`: in the order they are written. `unknown`: those it names that cannot own here. */
export type Explanation<Owner> = RankedMatch & {
  owners: Owner[];
  unknown: RuleOwner[];
  outcome: "kept" | "no_owner" | "no_known_owner" | "outranked";
};

/** How many rules give owners (behaviour §5.6). */
const LIMIT = 2;

/** Every rule that matches the event, the strongest first (behaviour §5.6): the last line wins, and an ownership rule beats an imported one. */
export const strongestFirst = (rules: ProjectRules, event: ErrorEvent): RankedMatch[] => [
  ...matchingRules(rules.ownership, event)
    .reverse()
    .map((match) => ({ ...match, source: "ownership_rule" as const })),
  ...matchingRules(rules.codeowners, event)
    .reverse()
    .map((match) => ({ ...match, source: "codeowners" as const })),
];

/**
 * The rules that say who owns the event: the first ones, at most `limit`, with an owner whom `resolve` knows. Looks up no more than it
 * takes. An imported line without such an owner ends the search: where a CODEOWNERS file says that nobody owns something, nobody does.
 */
export async function evaluate<Owner>(
  matches: readonly RankedMatch[],
  resolve: (owner: RuleOwner) => Promise<Owner | null>,
  limit = LIMIT,
): Promise<Explanation<Owner>[]> {
  const kept: Explanation<Owner>[] = [];
  for (const match of matches) {
    if (kept.length === limit) break;
    const judged = await judge(match, resolve);
    if (judged.owners.length > 0) kept.push({ ...judged, outcome: "kept" });
    else if (endsSearch(match)) break;
  }
  return kept;
}

/** Every one of these matches, with the reason why it counts or not. */
export async function explain<Owner>(
  matches: readonly RankedMatch[],
  resolve: (owner: RuleOwner) => Promise<Owner | null>,
  limit = LIMIT,
): Promise<Explanation<Owner>[]> {
  const kept = new Set((await evaluate(matches, resolve, limit)).map((it) => it.rule));
  const judged = await Promise.all(matches.map((match) => judge(match, resolve)));
  return judged.map((it) => {
    if (it.rule.owners.length === 0) return { ...it, outcome: "no_owner" };
    if (it.owners.length === 0) return { ...it, outcome: "no_known_owner" };
    return { ...it, outcome: kept.has(it.rule) ? "kept" : "outranked" };
  });
}

const endsSearch = ({ source }: RankedMatch): boolean => source === "codeowners";

async function judge<Owner>(match: RankedMatch, resolve: (owner: RuleOwner) => Promise<Owner | null>) {
  const owners: Owner[] = [];
  const unknown: RuleOwner[] = [];
  for (const owner of match.rule.owners) {
    const known = await resolve(owner);
    if (known === null) unknown.push(owner);
    else owners.push(known);
  }
  return { ...match, owners, unknown };
}
