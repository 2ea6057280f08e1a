import { chosenProjects } from "../../../core/projects/chosen-projects.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";
import { directoryOf } from "../directory.ts";
import { issuesShown, lookedBack } from "../issues-shown.ts";

/** GET /api/0/organizations/{organization}/issues/: issues of the projects that `project` names by id or slug, or of all. */
export const handler = api("event:read", async (request) => {
  const { organization, access, query } = request;
  const directory = await directoryOf(organization, access.userId);
  const projectIds = chosenProjects(directory.projects, query);
  const { next, lookedBackTo, body } = await issuesShown({ projectIds, directory, query, page: page(request, { default: 25, max: 100 }) });
  return { headers: { link: linkHeader(request, directory.publicUrl, next), ...lookedBack(lookedBackTo) }, body };
});
