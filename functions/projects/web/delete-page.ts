import { Invalid, NotFound } from "../../../core/errors.ts";
import { requireScope } from "../../../core/organizations/access.ts";
import { deleteProject, findDeletion } from "../../../core/projects/delete-project.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { deletions } from "../../adapters/dynamo/deletions.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { page } from "../../edges/page.ts";
import { askDocument, goneDocument } from "../delete-document.ts";

const ports = { projects, deletions, now };
const MISTYPED = "This is not its slug: nothing was removed.";

/** GET|POST /settings/{organization}/projects/{project}/delete/: asks once more, removes, and says how far that is. */
export const handler = page("project:read", async ({ method, form, organization, access, params, session }) => {
  const { slug, id: organizationId } = organization;
  const named = params.project ?? "";
  const project = await findProject(ports, organizationId, named).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (!project) return goneDocument(slug, await findDeletion(ports, organizationId, named), now());
  const shown = async (errors: FormErrors) => askDocument(slug, project, formToken(session), errors);
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    requireScope(access, "project:admin");
    if (form.get("confirm")?.trim() !== project.slug) throw new Invalid(MISTYPED, { fields: { confirm: [MISTYPED] } });
    const { projectId } = await deleteProject(ports, { organizationId, project: String(project.id), userId: access.userId });
    return { redirect: `/settings/${slug}/projects/${projectId}/delete/` };
  }, shown);
});
