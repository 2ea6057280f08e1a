import type { ErrorEvent } from "../events/event.ts";
import { tagsOf } from "../events/tags.ts";
import type { RuleSource } from "../issues/suggested-owners.ts";
import type { ProjectRules } from "./evaluate.ts";
import { compileRules, matchingRules, textsOf } from "./match.ts";
import type { Rule } from "./rule.ts";

/** Why a rule says nothing about an event, and some of the values that it was compared with. */
export type Unmatched = { rule: Rule; source: RuleSource; reason: "nothing_to_compare" | "letter_case" | "differs"; values: string[] };

/** Of more values than this the first are shown. */
const SHOWN = 5;

/** The rules that do not match the event, the strongest first as `strongestFirst` has them, at most `limit`. */
export function unmatchedRules(rules: ProjectRules, event: ErrorEvent, limit: number): Unmatched[] {
  const found: Unmatched[] = [];
  for (const [source, compiled] of [["ownership_rule", rules.ownership] as const, ["codeowners", rules.codeowners] as const]) {
    const matched = new Set(matchingRules(compiled, event).map((it) => it.rule));
    for (let at = compiled.length - 1; at >= 0 && found.length < limit; at--) {
      const { rule } = compiled[at]!;
      if (!matched.has(rule)) found.push({ rule, source, ...whyNot(rule, event) });
    }
  }
  return found;
}

function whyNot(rule: Rule, event: ErrorEvent): Pick<Unmatched, "reason" | "values"> {
  const values = [...new Set(textsOf(event, rule.matcher.type).filter((it) => it !== null && it !== undefined && it !== ""))] as string[];
  const shown = values.slice(0, SHOWN);
  if (values.length === 0) return { reason: "nothing_to_compare", values: shown };
  return { reason: matchesInAnyCase(rule, event) ? "letter_case" : "differs", values: shown };
}

function matchesInAnyCase({ matcher, owners }: Rule, event: ErrorEvent): boolean {
  const lower = { matcher: { ...matcher, pattern: matcher.pattern.toLowerCase() }, owners };
  const fold = (it: string | null) => it?.toLowerCase() ?? null;
  const frames = (it: ErrorEvent["exceptions"][number]) =>
    it.frames.map((frame) => ({ ...frame, filename: fold(frame.filename), absPath: fold(frame.absPath), module: fold(frame.module) }));
  const folded = {
    ...event,
    ...NO_FIELDS,
    user: foldedUser(event.user),
    tags: tagsOf(event).map(([name, value]) => [name, value.toLowerCase()] as [string, string]),
    exceptions: event.exceptions.map((it) => ({ ...it, frames: frames(it) })),
  };
  return matchingRules(compileRules([lower]), folded).length > 0;
}

const foldedUser = (user: ErrorEvent["user"]): ErrorEvent["user"] =>
  JSON.parse(JSON.stringify(user), (_, value) => (typeof value === "string" ? value.toLowerCase() : value));

/** Whatever of an event is a tag besides those that the application set. */
const NO_FIELDS = { logger: null, environment: null, transaction: null, serverName: null, release: null, contexts: {} };
