import { receiveOauthDelivery } from "../../core/jira-cloud/oauth/receive.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { connectJwt } from "../adapters/jira-cloud/connect-jwt.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { ticketChanges } from "../adapters/sqs/ticket-changes.ts";
import { http } from "../edges/http.ts";

const ports = { integrations, jwt: connectJwt, seal, ticketChanges, log, now };

/** POST /extensions/jira/oauth/issue-updated/{app}/: a site tells an app of OAuth 2.0 that a ticket changed. */
export const handler = http(async ({ params, path, headers, body }) => {
  // A function URL knows no routes: there the app is where the route would have it, at the end of the path.
  const clientId = params.app ?? path.split("/").findLast((segment) => segment !== "") ?? "";
  const identifier = headers["x-atlassian-webhook-identifier"];
  const { detail } = await receiveOauthDelivery(ports, { clientId, authorization: headers.authorization, body, identifier });
  return { body: { detail } };
});
