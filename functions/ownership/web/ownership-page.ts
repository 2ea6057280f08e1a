import { may, requireScope } from "../../../core/organizations/access.ts";
import { ownRules } from "../../../core/ownership/save-ownership.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { ownerships } from "../../adapters/dynamo/ownerships.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { page } from "../../edges/page.ts";
import { ownershipDocument, typedOf } from "../ownership-document.ts";
import { explainTyped, rulesShown } from "../rules-shown.ts";
import { saveTyped } from "../save-typed.ts";

/** GET|POST /settings/{organization}/projects/{project}/ownership/: the rules, what is wrong with them, and whom they would name. */
export const handler = page("project:read", async ({ method, form, query, organization, access, params, session }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const place = { organizationId: organization.id, projectId: project.id };
  const ownership = await ownerships.get(place.organizationId, place.projectId);
  const typed = typedOf(method === "POST" ? form : null, { raw: await ownRules({ ownerships }, place, ownership), ownership });
  const common = { slug: organization.slug, formToken: formToken(session), mayWrite: may(access, "project:write"), now: now() };
  const shown = async (errors: FormErrors, explained: Parameters<typeof ownershipDocument>[0]["explained"] = null) => {
    const beside = await rulesShown(place, ownership, typed.raw);
    return ownershipDocument({
      ...common,
      ...beside,
      project,
      ownership,
      typed,
      explained,
      errors,
      saved: query.get("notice") === "saved",
    });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    if (form.get("action") === "explain") return shown({}, await explainTyped(place, typed));
    requireScope(access, "project:write");
    await saveTyped(place, ownership, { ...typed, version: form.get("version") });
    await audit(access, "OWNERSHIP_EDIT", project.id, { slug: project.slug });
    return { redirect: `/settings/${organization.slug}/projects/${project.slug}/ownership/?notice=saved` };
  }, shown);
});
