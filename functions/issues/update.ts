import { findGroupId } from "../../core/issues/find-group.ts";
import { IssueUpdate } from "../../core/issues/issue-update.ts";
import { issueSummary } from "../../core/issues/representation.ts";
import { updateIssue } from "../../core/issues/update-issue.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { notificationSettings } from "../adapters/dynamo/notification-settings.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { readForUpdate } from "../adapters/dynamo/read-for-update.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { log } from "../adapters/log.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";
import { projectShown } from "./project-shown.ts";

const ports = { groups, organizations, participations, notificationSettings, releases, readForUpdate, now, log };

/** PUT …/issues/{issue}/: changes one issue and answers it. */
export const handler = api("event:write", async (request) => {
  const { organization, access, params } = request;
  const { userId } = access;
  const update = readJson(request, IssueUpdate);
  const groupId = await findGroupId(ports, organization.id, params.issue ?? "");
  const { issue, participants, member, team } = await updateIssue(ports, { organization, userId, groupId, update });
  const project = await projectShown(organization.id, issue.group.projectId);
  const people = { userId, members: member ? [member] : [], teams: team ? [team] : [] };
  return {
    body: issueSummary(issue, { ...people, organization, publicUrl: publicUrl(), projects: project ? [project] : [] }, participants),
  };
});
