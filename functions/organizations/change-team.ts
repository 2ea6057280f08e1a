import { Invalid } from "../../core/errors.ts";
import { type Access, requireScope } from "../../core/organizations/access.ts";
import type { Member, Team } from "../../core/organizations/organization.ts";
import { TeamUpdate } from "../../core/organizations/organization-fields.ts";
import { deleteTeam, updateTeam } from "../../core/organizations/save-team.ts";
import { setMembership } from "../../core/organizations/team-access.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { rosters } from "../adapters/dynamo/rosters.ts";
import { readValue } from "../edges/http.ts";

const ports = { organizations, projects, rosters };
const NOBODY = "Nobody here is a member with this address.";

/** What a form of a team's page asks for; answers the team as it is then, null where it is gone. */
export async function changeTeam(access: Access, team: Team, members: readonly Member[], form: URLSearchParams): Promise<Team | null> {
  const { organizationId, userId } = access;
  const named = String(team.id);
  switch (form.get("action")) {
    case "remove":
      requireScope(access, "team:admin");
      if (form.get("confirm") !== "on") throw new Invalid("Tick the box first: nothing was changed.");
      await deleteTeam(ports, organizationId, named);
      return null;
    case "rename":
      requireScope(access, "team:write");
      return updateTeam(ports, organizationId, named, readValue({ name: form.get("name"), slug: form.get("slug") }, TeamUpdate));
    case "add": {
      requireScope(access, "team:write");
      const address = form.get("member")?.trim().toLowerCase();
      const found = members.find((it) => it.email.toLowerCase() === address);
      if (!found) throw new Invalid(NOBODY, { fields: { member: [NOBODY] } });
      return (await setMembership(ports, { organizationId, userId, member: String(found.userId), team: named, belongs: true })).team;
    }
    default:
      requireScope(access, "team:write");
      return (await setMembership(ports, { organizationId, userId, member: form.get("user") ?? "", team: named, belongs: false })).team;
  }
}
