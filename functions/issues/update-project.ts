import { actorSummary, statusOf } from "../../core/issues/representation.ts";
import { selectIssues } from "../../core/issues/select-issues.ts";
import { IssueUpdate, updateIssues } from "../../core/issues/update-issues.ts";
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
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const issues = await selectIssues(ports, { organizationId: organization.id, projectIds: [project.id], query });
  const [first] = issues;
  if (!first) return { status: 204 };
  await updateIssues(ports, organization, access.userId, issues, update);
  const changed = await groups.get(organization.id, first.group.id);
  const { state } = changed ?? first;
  return {
    body: {
      ...(update.status && statusOf(state)),
      ...(update.assignedTo !== undefined && { assignedTo: actorSummary(state.assignee, await directoryOf(organization)) }),
    },
  };
});
