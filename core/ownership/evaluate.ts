import type { ErrorEvent } from "../events/event.ts";
import { type CompiledRules, matchingRules } from "./match.ts";
import type { Rule, RuleOwner } from "./rule.ts";

export type RuleSource = "ownership_rule" | "codeowners";

/** Several imported files of a project are one list, the newest file's rules first (behaviour §5.6). */
export type ProjectRules = { ownership: CompiledRules; codeowners: CompiledRules };

/** A rule that gives owners, at least one, in the order they are written. */
export type OwningRule<Owner> = { rule: Rule; owners: Owner[]; source: RuleSource };

/** What became of a rule that matches. `value`: what it matched in the event. `unknown`: owners it names that cannot own here. */
export type Explanation<Owner> = OwningRule<Owner> & {
  value: string;
  unknown: RuleOwner[];
  outcome: "kept" | "no_known_owner" | "outranked";
};

/**
 * The rules that say who owns the event, the strongest first (behaviour §5.6): the last line wins, an ownership rule beats an imported
 * one, a rule none of whose owners `resolve` knows does not count, and only the first `limit` do. At most `limit` items.
 */
export function evaluate<Owner>(
  rules: ProjectRules,
  event: ErrorEvent,
  resolve: (owner: RuleOwner) => Owner | null,
  limit = 2,
): OwningRule<Owner>[] {
  return explain(rules, event, resolve, limit)
    .filter((it) => it.outcome === "kept")
    .map(({ rule, owners, source }) => ({ rule, owners, source }));
}

/** Every rule that matches the event, the strongest first, with the reason why it counts or not. */
export function explain<Owner>(
  rules: ProjectRules,
  event: ErrorEvent,
  resolve: (owner: RuleOwner) => Owner | null,
  limit = 2,
): Explanation<Owner>[] {
  const matches = [
    ...matchingRules(rules.ownership, event)
      .reverse()
      .map((match) => ({ ...match, source: "ownership_rule" as const })),
    ...matchingRules(rules.codeowners, event)
      .reverse()
      .map((match) => ({ ...match, source: "codeowners" as const })),
  ];
  let kept = 0;
  return matches.map((match) => {
    const owners: Owner[] = [];
    const unknown: RuleOwner[] = [];
    for (const owner of match.rule.owners) {
      const known = resolve(owner);
      if (known === null) unknown.push(owner);
      else owners.push(known);
    }
    const outcome = owners.length === 0 ? "no_known_owner" : kept++ < limit ? "kept" : "outranked";
    return { ...match, owners, unknown, outcome };
  });
}
