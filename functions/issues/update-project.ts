import { changedSummary } from "../../core/issues/representation.ts";
import { IssueUpdate } from "../../core/issues/update-issues.ts";
import { updateSelection } from "../../core/issues/update-selection.ts";
import { findProject } from "../../core/projects/find-project.ts";
import { now } from "../adapters/clock.ts";
import { directoryOf } from "../adapters/dynamo/directory.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { log } from "../adapters/log.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { groups, organizations, now, log };

/** PUT /api/0/projects/{organization}/{project}/issues/: changes many issues and answers what changed; 204 where there was none. */
export const handler = api("event:write", async (request) => {
  const { organization, access, params, query } = request;
  const update = readJson(request, IssueUpdate);
  const [project, directory] = await Promise.all([
    findProject({ projects }, organization.id, params.project ?? ""),
    directoryOf(organization),
  ]);
  const people = { ...directory, userId: access.userId };
  const changed = await updateSelection(ports, { organization, projectIds: [project.id], query, people, update });
  return changed ? { body: changedSummary(update, changed, directory) } : { status: 204 };
});
