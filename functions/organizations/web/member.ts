import { findMember } from "../../../core/organizations/find-member.ts";
import { memberDetails } from "../../../core/organizations/representation.ts";
import { isOwner } from "../../../core/organizations/roster.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/organizations/{organization}/members/{member}/: one member. */
export const handler = api("member:read", async ({ organization: { id }, access, params }) => {
  const [members, teams] = await Promise.all([organizations.members(id), organizations.teams(id)]);
  const member = findMember(members, params.member ?? "", access.userId);
  return { body: memberDetails(member, teams, isOwner(member) && members.filter(isOwner).length === 1) };
});
