import { IssueUpdate } from "../../core/issues/issue-update.ts";
import { selectedSummary } from "../../core/issues/representation.ts";
import { updateSelection } from "../../core/issues/update-selection.ts";
import { chosenProjects } from "../../core/projects/chosen-projects.ts";
import { now } from "../adapters/clock.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { notificationSettings } from "../adapters/dynamo/notification-settings.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { log } from "../adapters/log.ts";
import { issueUpdates } from "../adapters/sqs/issue-work.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";
import { directoryOf, knowing } from "./directory.ts";

const ports = { groups, groupOwners, organizations, participations, notificationSettings, releases, merges, issueUpdates, now, log };

/** PUT /api/0/organizations/{organization}/issues/: changes many issues of its projects; 204 where there was none. */
export const handler = api("event:write", async (request) => {
  const { organization, access, query } = request;
  const update = readJson(request, IssueUpdate);
  const directory = await directoryOf(organization, access.userId);
  const projectIds = chosenProjects(directory.projects, query);
  const selected = await updateSelection(ports, { organization, projectIds, query, people: directory, update });
  if (!selected) return { status: 204 };
  return { body: selectedSummary(update, selected, await knowing(directory, [selected.issue.state.assignee])) };
});
