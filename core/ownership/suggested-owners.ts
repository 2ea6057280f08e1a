import type { GroupOwner } from "./ownership.ts";

/** Names on the wire. */
export const OWNER_TYPES = { ownership_rule: "ownershipRule", codeowners: "codeowners" } as const;

/** The owners that rules suggest for an issue, as the Web API shows them on it. */
export const suggestedOwners = (owners: readonly GroupOwner[]) =>
  owners.map(({ source, rule, owner }) => ({ type: OWNER_TYPES[source], owner: `${owner.type}:${owner.id}`, rule }));
