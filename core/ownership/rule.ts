import * as z from "zod";
import { Invalid } from "../errors.ts";

/** A tag's name is everything between `tags.` and the colon that ends the type (behaviour §5.9). */
const MatcherType = z.union([z.enum(["url", "path", "module", "codeowners"]), z.templateLiteral(["tags.", z.string().regex(/[^:\r\n]+/)])]);
export type MatcherType = z.infer<typeof MatcherType>;

const RuleOwner = z.object({ type: z.enum(["user", "team"]), identifier: z.string().min(1) });
/** A user by e-mail address, in lower case, or a team by slug. */
export type RuleOwner = z.infer<typeof RuleOwner>;

const Rule = z.object({
  matcher: z.object({ type: MatcherType, pattern: z.string().min(1) }),
  owners: z.array(RuleOwner).min(1),
});
/** Only one of an imported CODEOWNERS file may have no owner. */
export type Rule = z.infer<typeof Rule>;

export const RuleSet = z.object({ $version: z.literal(1), rules: z.array(Rule) });
/** Rules as they are stored and shown to clients. */
export type RuleSet = z.infer<typeof RuleSet>;

export const toRuleSet = (rules: readonly Rule[]): RuleSet => ({ $version: 1, rules: [...rules] });

/** The rules of a stored set. Throws Invalid for another version or another shape; more keys than these are ignored (behaviour §5.9). */
export function fromRuleSet(value: unknown): Rule[] {
  const parsed = RuleSet.safeParse(value);
  if (parsed.success) return parsed.data.rules;
  throw new Invalid(`Not a rule set of version 1: ${parsed.error.issues[0]?.path.join(".") || "the value"} has an unexpected form.`);
}

export const ownerText = ({ type, identifier }: RuleOwner): string => (type === "team" ? `#${identifier}` : identifier);

/** `type:pattern owner owner`, as activities and owner records show it. Quotes are not restored (behaviour §5.9). */
export const ruleText = ({ matcher, owners }: Rule): string => [`${matcher.type}:${matcher.pattern}`, ...owners.map(ownerText)].join(" ");
