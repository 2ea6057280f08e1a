import { changedSummary } from "../../core/issues/representation.ts";
import { IssueUpdate } from "../../core/issues/update-issues.ts";
import { updateSelection } from "../../core/issues/update-selection.ts";
import { chosenProjects } from "../../core/projects/chosen-projects.ts";
import { now } from "../adapters/clock.ts";
import { directoryOf } from "../adapters/dynamo/directory.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { log } from "../adapters/log.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { groups, organizations, now, log };

/** PUT /api/0/organizations/{organization}/issues/: changes many issues of its projects; 204 where there was none. */
export const handler = api("event:write", async (request) => {
  const { organization, access, query } = request;
  const update = readJson(request, IssueUpdate);
  const directory = await directoryOf(organization);
  const people = { ...directory, userId: access.userId };
  const projectIds = chosenProjects(directory.projects, query);
  const changed = await updateSelection(ports, { organization, projectIds, query, people, update });
  return changed ? { body: changedSummary(update, changed, directory) } : { status: 204 };
});
