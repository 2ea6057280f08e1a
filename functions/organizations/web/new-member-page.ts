import { NewMember } from "../../../core/organizations/organization-fields.ts";
import { addMember } from "../../../core/organizations/save-member.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { users } from "../../adapters/dynamo/users.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { readValue } from "../../edges/http.ts";
import { page } from "../../edges/page.ts";
import { newMemberDocument } from "../new-member-document.ts";

const ports = { organizations, projects, rosters, users, ids, now };

/** GET|POST /settings/{organization}/people/new/: one more member. */
export const handler = page("member:write", async ({ method, form, organization, access, session }) => {
  const { slug, id: organizationId } = organization;
  const typed = { email: form.get("email")?.trim() ?? "", role: form.get("role") ?? "member", teams: form.getAll("teams") };
  const shown = async (errors: FormErrors) =>
    newMemberDocument({ slug, formToken: formToken(session), teams: await organizations.teams(organizationId), typed, errors });
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    const { member } = await addMember(ports, access, readValue(typed, NewMember));
    await audit(access, "MEMBER_ADD", member.userId, { email: member.email, role: member.role });
    return { redirect: `/settings/${slug}/people/?notice=added` };
  }, shown);
});
