import { removeMember } from "../../../core/organizations/save-member.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { api } from "../../edges/api.ts";

const ports = { organizations, projects, rosters };

/** DELETE /api/0/organizations/{organization}/members/{member}/: removes a member. */
export const handler = api("member:admin", async ({ access, params }) => {
  await removeMember(ports, access, params.member ?? "");
  await audit(access, "MEMBER_REMOVE", params.member ?? "");
  return { status: 204 };
});
