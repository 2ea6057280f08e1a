import { NotFound } from "../../core/errors.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { IssueUpdate, updateIssues } from "../../core/issues/update-issues.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { log } from "../adapters/log.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { groups, organizations, now, log };

/** PUT …/issues/{issue}/, with or without the organization: changes status and owner of one issue. */
export const handler = api("event:write", async (request) => {
  const update = readJson(request, IssueUpdate);
  const groupId = await findGroupId(ports, request.organization.id, request.params.issue ?? "");
  const issue = await groups.get(request.organization.id, groupId);
  if (!issue) throw new NotFound();
  await updateIssues(ports, request.organization, request.access.userId, [issue], update);
  return { body: {} };
});
