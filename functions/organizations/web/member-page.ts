import { Invalid } from "../../../core/errors.ts";
import { may, requireScope } from "../../../core/organizations/access.ts";
import { findMember } from "../../../core/organizations/find-member.ts";
import { MemberUpdate } from "../../../core/organizations/organization-fields.ts";
import { removeMember, updateMember } from "../../../core/organizations/save-member.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { readValue } from "../../edges/http.ts";
import { page } from "../../edges/page.ts";
import { memberDocument } from "../member-document.ts";

const ports = { organizations, projects, rosters };

/** GET|POST /settings/{organization}/people/{member}/: role, teams, and the end of a membership. */
export const handler = page("member:read", async ({ method, form, query, organization, access, params, session }) => {
  const { slug, id: organizationId } = organization;
  const named = params.member ?? "";
  const shown = async (errors: FormErrors) => {
    const [members, teams] = await Promise.all([organizations.members(organizationId), organizations.teams(organizationId)]);
    const rights = { mayWrite: may(access, "member:write"), mayRemove: may(access, "member:admin") };
    const common = { slug, formToken: formToken(session), ...rights, errors, saved: query.get("notice") === "saved", now: now() };
    return memberDocument({ ...common, member: findMember(members, named, access.userId), teams });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    if (form.get("action") === "remove") {
      requireScope(access, "member:admin");
      if (form.get("confirm") !== "on") throw new Invalid("Tick the box first: nothing was changed.");
      await removeMember(ports, access, named);
      await audit(access, "MEMBER_REMOVE", named);
      return { redirect: `/settings/${slug}/people/?notice=removed` };
    }
    requireScope(access, "member:write");
    const typed = { role: form.get("role"), active: form.get("active") === "on", teams: form.getAll("teams") };
    const { member } = await updateMember(ports, access, named, readValue(typed, MemberUpdate));
    await audit(access, "MEMBER_EDIT", member.userId, { email: member.email, role: member.role, active: member.active });
    return { redirect: `/settings/${slug}/people/${member.userId}/?notice=saved` };
  }, shown);
});
