import { createHmac } from "node:crypto";
import { receiveIssueUpdated } from "../../core/jira-server/receive.ts";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import type { TicketChange } from "../../core/messages.ts";
import type { Seal } from "../../core/ports.ts";
import { type Integration, SYNC_OFF } from "../../core/trackers/integration.ts";
import { jwt } from "../../functions/adapters/jwt.ts";
import { fakeIntegrations } from "./fake-integrations.ts";
import { fakeLog, fakeSender } from "./fakes.ts";
import { assignmentBody } from "./jira-webhooks.ts";

export const SECRET = "webhook-secret";
export const EXTERNAL_ID = "jira.example.com:lockstep";

export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
export const token = (payload: object, { secret = SECRET, header = { alg: "HS256", typ: "JWT" } as object } = {}) => {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};

export const integration = (over: Partial<Integration> = {}): Integration => ({
  id: 41,
  provider: "jira_server",
  externalId: EXTERNAL_ID,
  name: "Jira",
  status: "active",
  baseUrl: "https://jira.example.com",
  verifySsl: true,
  ourAccount: "lockstep",
  sealedCredentials: null,
  webhookId: null,
  sealedWebhookSecret: "sealed",
  installations: [{ organizationId: 11, status: "active", config: { ...SYNC_OFF, sync_reverse_assignment: true } }],
  ...over,
});

export function setUp(known: Integration = integration()) {
  const ticketChanges = fakeSender<TicketChange>();
  const { port: integrations, rows } = fakeIntegrations([known]);
  const seal: Seal = {
    close: (plain) => plain,
    open: (_, context) => (context === secretContext("jira_server", EXTERNAL_ID) ? SECRET : ""),
  };
  const log = fakeLog();
  const ports = { integrations, seal, jwt, ticketChanges, log, now: () => 2_000_000_000_000 };
  const receive = (body: Uint8Array, text = token({ id: EXTERNAL_ID }), identifier?: string, signature?: string) =>
    receiveIssueUpdated(ports, { token: text, body, identifier, signature });
  const signed = (signature?: string) => receive(body, undefined, undefined, signature);
  return { receive, signed, ports, rows, ticketChanges, log };
}
export const body = assignmentBody({ ticket: "APP-1", email: "ada@example.com", timestamp: 1_700_000_000_000 });
