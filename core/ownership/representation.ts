import type { Owner } from "../issues/assign.ts";
import type { Assignee } from "../issues/group.ts";
import { OWNER_TYPES } from "../issues/suggested-owners.ts";
import type { Member, Team } from "../organizations/organization.ts";
import type { Project } from "../projects/project.ts";
import type { Explanation } from "./evaluate.ts";
import { autoAssignmentName } from "./ownership.ts";
import { parseRules } from "./parse.ts";
import { ownerText, type RuleOwner, ruleText, toRuleSet } from "./rule.ts";
import { convert } from "./rule-file.ts";
import type { Imported } from "./save-codeowners.ts";
import type { Saved } from "./save-ownership.ts";
import type { Unmatched } from "./unmatched.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * A project's ownership as the Web API shows it; `unknown`: owners that its rules name and that cannot own here. Clients take no null:
 * without rules the text is empty and there is no schema, and what nobody saved is as old as its project.
 */
export const ownershipSummary = ({ ownership, raw }: Saved, unknown: readonly RuleOwner[], { createdAt }: Pick<Project, "createdAt">) => ({
  raw: raw ?? "",
  ...(raw !== null && { schema: toRuleSet(parseRules(raw)) }),
  fallthrough: ownership.fallthrough,
  autoAssignment: autoAssignmentName(ownership),
  codeownersAutoSync: ownership.codeownersAutoSync,
  isActive: !ownership.stopped,
  dateCreated: iso(ownership.createdAt ?? createdAt),
  lastUpdated: iso(ownership.updatedAt ?? createdAt),
  unknownOwners: unknown.map(ownerText),
});

/** An imported CODEOWNERS file, its rules as they are matched, and the lines that give none. */
export function codeownersSummary({ file, codeowners }: Imported) {
  const { text, skipped } = convert(codeowners);
  return {
    id: String(file.id),
    ...codeowners,
    ownershipSyntax: text,
    skipped,
    dateCreated: iso(file.createdAt),
    dateUpdated: iso(file.updatedAt),
  };
}

type Explained = { explained: readonly Explanation<Owner>[]; matched: number; unmatched: readonly Unmatched[] };
type Names = { members: readonly Member[]; teams: readonly Team[] };

/** Why an event's owners are who they are: every rule that matches it, and why others do not, the strongest first. */
export function explanationSummary({ explained, matched, unmatched }: Explained, names: Names) {
  const kept = explained.filter((it) => it.outcome === "kept");
  const owners = kept.flatMap((it) => it.owners);
  return {
    owners: owners.filter((it, at) => owners.findIndex((other) => same(it, other)) === at).map((it) => actor(it, names)),
    rule: kept[0] ? [kept[0].rule.matcher.type, kept[0].rule.matcher.pattern] : null,
    rules: explained.map(({ rule, source, value, outcome, owners: known, unknown }) => ({
      rule: ruleText(rule),
      type: OWNER_TYPES[source],
      outcome,
      matchedValue: value,
      owners: known.map((it) => actor(it, names)),
      unknownOwners: unknown.map(ownerText),
    })),
    matched,
    unmatched: unmatched.map(({ rule, source, reason, values }) => ({
      rule: ruleText(rule),
      type: OWNER_TYPES[source],
      reason,
      comparedWith: values,
    })),
  };
}

const same = (a: Assignee, b: Assignee): boolean => a.type === b.type && a.id === b.id;

function actor({ type, id }: Assignee, { members, teams }: Names) {
  const named = type === "team" ? teams.find((it) => it.id === id)?.slug : members.find((it) => it.userId === id)?.name;
  return { type, id: String(id), name: named ?? String(id) };
}
