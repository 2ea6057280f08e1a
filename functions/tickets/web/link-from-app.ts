import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { AppLink, linkFromApp } from "../../../core/tickets/link-from-app.ts";
import { externalIssue } from "../../../core/tickets/representation.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";
import { issueNamed } from "../issue-of.ts";
import { linkPorts } from "../link-ports.ts";

/** POST /api/0/sentry-app-installations/{integration}/external-issues/: links an existing ticket, as clients of apps do. */
export const handler = api("event:write", async (request) => {
  const { organization, params, access } = request;
  const { issueId, ...named } = readJson(request, AppLink);
  const installed = await findInstalled({ integrations }, organization.id, params.integration);
  const issue = await issueNamed(organization.id, issueId);
  const link = await linkFromApp(linkPorts, { ...installed, issue, userId: access.userId }, named);
  return { body: externalIssue(link, installed.integration) };
});
