import type { Assignee } from "./group.ts";

/** Where a rule stands: among a project's own, or in an imported file. */
export type RuleSource = "ownership_rule" | "codeowners";
/** Who owns a group by a rule, and by which; the strongest first. */
export type SuggestedOwner = { source: RuleSource; rule: string; owner: Assignee };

/** Names on the wire. */
export const OWNER_TYPES = { ownership_rule: "ownershipRule", codeowners: "codeowners" } as const;

/** The owners that rules suggest for an issue, as the Web API shows them on it. */
export const suggestedOwners = (owners: readonly SuggestedOwner[]) =>
  owners.map(({ source, rule, owner }) => ({ type: OWNER_TYPES[source], owner: `${owner.type}:${owner.id}`, rule }));
