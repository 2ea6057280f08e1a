import { may, requireScope } from "../../../core/organizations/access.ts";
import { findTeam } from "../../../core/organizations/find-team.ts";
import { slugify } from "../../../core/organizations/slug.ts";
import { NewProject } from "../../../core/projects/project-fields.ts";
import { createProject } from "../../../core/projects/save-project.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { deletions } from "../../adapters/dynamo/deletions.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { projectWrites } from "../../adapters/dynamo/project-writes.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { random } from "../../adapters/random.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { readValue } from "../../edges/http.ts";
import { page } from "../../edges/page.ts";
import { listDocument } from "../list-document.ts";
import { sliced } from "../sliced.ts";

const ports = { ids, random, now, projectWrites };

const known = (id: number) => Promise.all([projects.list(id), organizations.teams(id), deletions.list(id)]);

/** GET|POST /settings/{organization}/projects/: the projects, and a new one. Its slug is that of its name, so that a form sent twice makes one. */
export const handler = page("project:read", async ({ method, form, query, organization, access, session }) => {
  const { slug, id: organizationId } = organization;
  const typed = { name: form.get("name") ?? "", platform: form.get("platform") ?? "", team: form.get("team") ?? "" };
  const shown = async (errors: FormErrors) => {
    const [all, teams, removals] = await known(organizationId);
    const { items, page } = sliced(all, query.get("page"));
    const common = { slug, formToken: formToken(session), mayCreate: may(access, "project:write"), now: now() };
    return listDocument({
      ...common,
      projects: items,
      page,
      teams,
      deletions: removals.filter((it) => it.finishedAt === null),
      errors,
      typed,
    });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    requireScope(access, "project:write");
    const fields = readValue({ name: typed.name, platform: typed.platform, slug: slugify(typed.name) || undefined }, NewProject);
    const team = findTeam(await organizations.teams(organizationId), typed.team);
    const project = await createProject(ports, { organizationId, teamId: team.id, userId: access.userId, ...fields });
    await audit(access, "PROJECT_ADD", project.id, { slug: project.slug });
    return { redirect: `/settings/${slug}/projects/${project.slug}/keys/?notice=created` };
  }, shown);
});
