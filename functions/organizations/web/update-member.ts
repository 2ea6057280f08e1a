import { MemberUpdate } from "../../../core/organizations/organization-fields.ts";
import { memberDetails } from "../../../core/organizations/representation.ts";
import { isOwner } from "../../../core/organizations/roster.ts";
import { updateMember } from "../../../core/organizations/save-member.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { organizations, projects, rosters };

/** PUT /api/0/organizations/{organization}/members/{member}/: changes role, teams, and whether the member is active. */
export const handler = api("member:write", async (request) => {
  const { access, params } = request;
  const { member, members, teams } = await updateMember(ports, access, params.member ?? "", readJson(request, MemberUpdate));
  await audit(access, "MEMBER_EDIT", member.userId, { email: member.email, role: member.role, active: member.active });
  return { body: memberDetails(member, teams, isOwner(member) && members.filter(isOwner).length === 1) };
});
