import { may, requireScope } from "../../../core/organizations/access.ts";
import { setGrant } from "../../../core/organizations/team-access.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { ProjectUpdate } from "../../../core/projects/project-fields.ts";
import { updateProject } from "../../../core/projects/save-project.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projectWrites } from "../../adapters/dynamo/project-writes.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { rosters } from "../../adapters/dynamo/rosters.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { readValue } from "../../edges/http.ts";
import { page } from "../../edges/page.ts";
import { settingsDocument, settingsOf } from "../settings-document.ts";
import { typedSettings } from "../typed-settings.ts";

/** GET|POST /settings/{organization}/projects/{project}/: what a project is, and which teams have it. */
export const handler = page("project:read", async ({ method, form, query, organization, access, params, session }) => {
  const { slug, id: organizationId } = organization;
  const project = await findProject({ projects }, organizationId, params.project ?? "");
  const typed = method === "POST" && form.get("action") === "save" ? typedSettings(form) : settingsOf(project);
  const shown = async (errors: FormErrors) => {
    const common = { slug, formToken: formToken(session), notice: query.get("notice"), mayWrite: may(access, "project:write") };
    return settingsDocument({ ...common, project, typed, errors, teams: await organizations.teams(organizationId) });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    requireScope(access, "project:write");
    const base = `/settings/${slug}/projects/`;
    if (form.get("action") === "save") {
      const { sensitiveFields, ...rest } = typed;
      const names = sensitiveFields.split(/\r?\n/).filter((it) => it.trim() !== "");
      const update = readValue({ ...rest, sensitiveFields: names }, ProjectUpdate);
      const saved = await updateProject({ projects, projectWrites }, organizationId, project, update);
      await audit(access, "PROJECT_EDIT", project.id, { slug: saved.slug });
      return { redirect: `${base}${saved.slug}/?notice=saved` };
    }
    const grant = { organizationId, projectId: project.id, team: form.get("team") ?? "", granted: form.get("action") === "grant" };
    await setGrant({ organizations, projects, rosters }, grant);
    await audit(access, "PROJECT_EDIT", project.id, { slug: project.slug, team: grant.team, has: grant.granted });
    return { redirect: `${base}${project.slug}/?notice=teams` };
  }, shown);
});
