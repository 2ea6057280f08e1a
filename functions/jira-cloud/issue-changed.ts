import { receiveIssueChanged } from "../../core/jira-cloud/receive.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { ticketChanges } from "../adapters/sqs/ticket-changes.ts";
import { http } from "../edges/http.ts";

const ports = { integrations, seal, ticketChanges, log, now };

/** POST /extensions/jira/webhook/{tenant}/: an administrator's webhook of a Jira Cloud says that a ticket changed. */
export const handler = http(async ({ params, path, body, headers }) => {
  // A function URL knows no routes: there the tenant is where the route would have it, at the end of the path.
  const externalId = params.tenant ?? path.split("/").findLast((segment) => segment !== "") ?? "";
  const identifier = headers["x-atlassian-webhook-identifier"];
  const { detail } = await receiveIssueChanged(ports, { externalId, body, identifier, signature: headers["x-hub-signature"] });
  return { body: { detail } };
});
