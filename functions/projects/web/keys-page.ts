import { may, requireScope } from "../../../core/organizations/access.ts";
import type { AuditEvent } from "../../../core/organizations/audit.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { page } from "../../edges/page.ts";
import { changeKeys } from "../change-keys.ts";
import { keysDocument } from "../keys-document.ts";

const KEY_EVENTS: Record<string, AuditEvent> = { added: "PROJECTKEY_ADD", removed: "PROJECTKEY_REMOVE" };

/** GET|POST /settings/{organization}/projects/{project}/keys/: the keys, and what to put into an application. */
export const handler = page("project:read", async ({ method, form, query, organization, access, params, session }) => {
  const { slug, id: organizationId } = organization;
  const project = await findProject({ projects }, organizationId, params.project ?? "");
  const shown = async (errors: FormErrors) => {
    const rights = { mayWrite: may(access, "project:write"), mayRemove: may(access, "project:admin") };
    const common = { slug, formToken: formToken(session), typed: form.get("name") ?? "", notice: query.get("notice"), now: now() };
    const keys = await projects.keys(organizationId, project.id);
    return keysDocument({ ...common, ...rights, project, keys, publicUrl: publicUrl(), errors });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    requireScope(access, form.get("action") === "remove" ? "project:admin" : "project:write");
    const notice = await changeKeys({ organizationId, projectId: project.id }, form);
    await audit(access, KEY_EVENTS[notice] ?? "PROJECTKEY_EDIT", project.id, {
      slug: project.slug,
      key: form.get("name") ?? notice,
    });
    return { redirect: `/settings/${slug}/projects/${project.slug}/keys/?notice=${notice}` };
  }, shown);
});
