import { may, requireScope } from "../../../core/organizations/access.ts";
import { NewTeam } from "../../../core/organizations/organization-fields.ts";
import { createTeam } from "../../../core/organizations/save-team.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { readValue } from "../../edges/http.ts";
import { page } from "../../edges/page.ts";
import { teamsDocument } from "../teams-document.ts";

const ports = { organizations, projects, rosters, ids, now };

/** GET|POST /settings/{organization}/people/teams/: the teams, and a new one. */
export const handler = page("team:read", async ({ method, form, query, organization, access, session }) => {
  const { slug, id: organizationId } = organization;
  const typed = form.get("name") ?? "";
  const shown = async (errors: FormErrors) => {
    const [members, teams] = await Promise.all([organizations.members(organizationId), organizations.teams(organizationId)]);
    const common = { slug, formToken: formToken(session), mayWrite: may(access, "team:write"), notice: query.get("notice") };
    return teamsDocument({ ...common, members, teams, errors, typed });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    requireScope(access, "team:write");
    const team = await createTeam(ports, { organizationId, userId: access.userId, ...readValue({ name: typed }, NewTeam) });
    await audit(access, "TEAM_ADD", team.id, { slug: team.slug });
    return { redirect: `/settings/${slug}/people/teams/${team.slug}/` };
  }, shown);
});
