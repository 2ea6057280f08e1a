import { issueSummary } from "../../core/issues/representation.ts";
import { parseSearch } from "../../core/issues/search.ts";
import { requestedSort, sortedIssues } from "../../core/issues/sorted-issues.ts";
import { chosenProjects } from "../../core/projects/chosen-projects.ts";
import { directoryOf } from "../adapters/dynamo/directory.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { api } from "../edges/api.ts";
import { linkHeader, page } from "../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/issues/: of the projects that `project` names by id or slug, or of all. */
export const handler = api("event:read", async (request) => {
  const { organization, access, query } = request;
  const directory = await directoryOf(organization, access.userId);
  const matches = parseSearch(query.get("query") ?? "", directory);
  const found = await sortedIssues(
    { groups },
    {
      organizationId: organization.id,
      projectIds: chosenProjects(directory.projects, query),
      page: page(request, { default: 25, max: 100 }),
      matches,
      sort: requestedSort(query.get("sort")),
    },
  );
  const link = linkHeader(request, directory.publicUrl, found.next);
  const participants = await participations.ofUser(
    organization.id,
    found.items.map(({ group }) => group.id),
    access.userId,
  );
  return { headers: { link }, body: found.items.map((it) => issueSummary(it, directory, participants.get(it.group.id))) };
});
