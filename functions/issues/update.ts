import { NotFound } from "../../core/errors.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { issueSummary } from "../../core/issues/representation.ts";
import { IssueUpdate, updateIssues } from "../../core/issues/update-issues.ts";
import { now } from "../adapters/clock.ts";
import { directoryOf } from "../adapters/dynamo/directory.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { log } from "../adapters/log.ts";
import { api } from "../edges/api.ts";
import { readJson } from "../edges/http.ts";

const ports = { groups, organizations, now, log };

/** PUT …/issues/{issue}/, with or without the organization: changes status and owner of one issue and answers it. */
export const handler = api("event:write", async (request) => {
  const { organization, access, params } = request;
  const update = readJson(request, IssueUpdate);
  const groupId = await findGroupId(ports, organization.id, params.issue ?? "");
  const issue = await groups.get(organization.id, groupId);
  if (!issue) throw new NotFound();
  await updateIssues(ports, organization, access.userId, [issue], update);
  const [changed, directory] = await Promise.all([groups.get(organization.id, groupId), directoryOf(organization)]);
  if (!changed) throw new NotFound();
  return { body: issueSummary(changed, directory) };
});
