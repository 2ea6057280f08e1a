import { receiveIssueUpdated } from "../../core/jira-server/receive.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { jwt } from "../adapters/jwt.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { ticketChanges } from "../adapters/sqs/ticket-changes.ts";
import { http } from "../edges/http.ts";

const ports = { integrations, seal, jwt, ticketChanges, log, now };

/** POST /extensions/jira-server/issue-updated/{token}/: Jira Server says that a ticket changed. */
export const handler = http(async ({ params, path, body, headers }) => {
  // A function URL knows no routes: there the token is where the route would have it, at the end of the path.
  const token = params.token ?? path.split("/").findLast((segment) => segment !== "") ?? "";
  const identifier = headers["x-atlassian-webhook-identifier"];
  const { detail } = await receiveIssueUpdated(ports, { token, body, identifier, signature: headers["x-hub-signature"] });
  return { body: { detail } };
});
