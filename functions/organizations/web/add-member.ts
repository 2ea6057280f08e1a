import { NewMember } from "../../../core/organizations/organization-fields.ts";
import { memberSummary } from "../../../core/organizations/representation.ts";
import { addMember } from "../../../core/organizations/save-member.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { users } from "../../adapters/dynamo/users.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { organizations, projects, rosters, users, ids, now };

/** POST /api/0/organizations/{organization}/members/: adds a member, at once: there is no mail here. */
export const handler = api("member:write", async (request) => {
  const { access } = request;
  const { member, teams } = await addMember(ports, access, readJson(request, NewMember));
  await audit(access, "MEMBER_ADD", member.userId, { email: member.email, role: member.role });
  return { status: 201, body: memberSummary(member, teams) };
});
