import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { publicUrl } from "../adapters/settings.ts";
import { issuePath } from "./pages.ts";

/** Where the issue is, for people and tickets. */
export const addressOf = (organization: Organization, issue: GroupWithState): string => publicUrl() + issuePath(organization, issue);

/** Who has it, by name. */
export async function ownerNameOf({ group, state: { assignee } }: GroupWithState): Promise<string> {
  if (!assignee) return "nobody";
  if (assignee.type === "team") return `team ${(await organizations.team(group.organizationId, assignee.id))?.slug ?? assignee.id}`;
  const member = await organizations.member(group.organizationId, assignee.id);
  return member?.name || member?.email || "somebody who is gone";
}
