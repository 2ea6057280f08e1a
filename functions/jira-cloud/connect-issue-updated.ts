import { receiveConnectDelivery } from "../../core/jira-cloud/connect/receive.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { connectJwt } from "../adapters/jira-cloud/connect-jwt.ts";
import { bindLogContext, log, logContext } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { ticketChanges } from "../adapters/sqs/ticket-changes.ts";
import { http } from "../edges/http.ts";

const ports = { integrations, organizations, jwt: connectJwt, seal, ticketChanges, log, now, bind: bindLogContext };

/** POST /extensions/jira/issue-updated/: a tenant of Atlassian Connect says that a ticket changed. */
export const handler = http(async ({ method, path, query, headers, body }) => {
  const delivery = {
    authorization: headers.authorization,
    asked: { method, path, query },
    body,
    identifier: headers["x-atlassian-webhook-identifier"],
    bound: logContext().organization,
  };
  const { detail } = await receiveConnectDelivery(ports, delivery);
  return { body: { detail } };
});
