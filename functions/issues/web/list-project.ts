import { findProject } from "../../../core/projects/find-project.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";
import { directoryOf } from "../directory.ts";
import { issuesShown, lookedBack } from "../issues-shown.ts";

/** GET /api/0/projects/{organization}/{project}/issues/: the issues of a project, a page of them. */
export const handler = api("event:read", async (request) => {
  const { organization, access, params, query } = request;
  const [project, directory] = await Promise.all([
    findProject({ projects }, organization.id, params.project ?? ""),
    directoryOf(organization, access.userId),
  ]);
  const shown = { projectIds: [project.id], directory, query, page: page(request, { default: 25, max: 100 }) };
  const { next, lookedBackTo, body } = await issuesShown(shown);
  return { headers: { link: linkHeader(request, directory.publicUrl, next), ...lookedBack(lookedBackTo) }, body };
});
