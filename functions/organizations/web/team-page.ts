import { may } from "../../../core/organizations/access.ts";
import { findTeam } from "../../../core/organizations/find-team.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { page } from "../../edges/page.ts";
import { changeTeam } from "../change-team.ts";
import { teamDocument } from "../teams-document.ts";

/** GET|POST /settings/{organization}/people/teams/{team}/: who is in a team, what it is called, and its end. */
export const handler = page("team:read", async ({ method, form, query, organization, access, params, session }) => {
  const { slug, id: organizationId } = organization;
  const [members, teams] = await Promise.all([organizations.members(organizationId), organizations.teams(organizationId)]);
  const team = findTeam(teams, params.team ?? "");
  const shown = async (errors: FormErrors) => {
    const typed = { name: form.get("name") ?? team.name, slug: form.get("slug") ?? team.slug, member: form.get("member") ?? "" };
    const rights = { mayWrite: may(access, "team:write"), mayRemove: may(access, "team:admin") };
    const common = { slug, formToken: formToken(session), ...rights, notice: query.get("notice") };
    return teamDocument({ ...common, team, members, errors, typed });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    const left = await changeTeam(access, team, members, form);
    await audit(access, left ? "TEAM_EDIT" : "TEAM_REMOVE", team.id, { slug: (left ?? team).slug });
    return {
      redirect: left ? `/settings/${slug}/people/teams/${left.slug}/?notice=saved` : `/settings/${slug}/people/teams/?notice=removed`,
    };
  }, shown);
});
