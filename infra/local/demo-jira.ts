import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import { unknownTicket } from "../../core/sync/ticket-state.ts";
import { SYNC_OFF } from "../../core/trackers/integration.ts";
import { readRunning, stop, useRunning } from "./running.ts";

/**
 * `npm run demo:jira -- <short id> <ticket key>`: connects a demo Jira Server in the running store, links the ticket to the issue and
 * prints how to tell Lockstep that somebody assigned it. It writes what the set-up pages will write.
 */
const [shortId, key] = process.argv.slice(2);
if (!shortId || !key) stop("Usage: npm run demo:jira -- <short id> <ticket key>, for example: npm run demo:jira -- WEB-1 APP-1");

const endpoints = readRunning();
useRunning(endpoints);

// After the environment that they read.
const { groups } = await import("../../functions/adapters/dynamo/groups.ts");
const { integrations } = await import("../../functions/adapters/dynamo/integrations.ts");
const { links } = await import("../../functions/adapters/dynamo/links.ts");
const { organizations } = await import("../../functions/adapters/dynamo/organizations.ts");
const { watched } = await import("../../functions/adapters/dynamo/watched.ts");
const { seal } = await import("../../functions/adapters/seal.ts");

const EXTERNAL_ID = "jira.demo.example.com:lockstep-demo";
const INTEGRATION_ID = 4_512_461_143_146_610;
/** A number, like the ids of a real Jira, and the same whenever the ticket is named. */
const ticketId = String(createHash("sha256").update(key).digest().readUInt32BE());

const organization = (await organizations.bySlug("acme")) ?? stop("There is no organization acme in the running store.");
const groupId = (await groups.byShortId(organization.id, shortId)) ?? stop(`There is no issue ${shortId}.`);
const { group, state } = (await groups.get(organization.id, groupId)) ?? stop(`There is no issue ${shortId}.`);
const members = await organizations.members(organization.id);
const member = members.find((it) => it.projects.includes(group.projectId)) ?? stop("Nobody has access to that project.");

const context = secretContext("jira_server", EXTERNAL_ID);
const known = await integrations.byExternalId("jira_server", EXTERNAL_ID);
const secret = known?.sealedWebhookSecret ? seal.open(known.sealedWebhookSecret, context) : randomBytes(20).toString("hex");
await integrations.put({
  id: INTEGRATION_ID,
  provider: "jira_server",
  externalId: EXTERNAL_ID,
  name: "Demo Jira",
  status: "active",
  baseUrl: "https://jira.demo.example.com",
  verifySsl: true,
  ourAccount: "lockstep",
  sealedCredentials: null,
  webhookId: null,
  sealedWebhookSecret: seal.close(secret, context),
  installations: [{ organizationId: organization.id, status: "active", config: { ...SYNC_OFF, sync_reverse_assignment: true } }],
});
// There is no Jira that could be read: what is known of the ticket is that nobody has it, and that its clock is ours.
await watched.record({ provider: "jira_server", externalId: EXTERNAL_ID }, { clock: { low: -500, high: 500, at: Date.now() } });
const place = { organizationId: organization.id, integrationId: INTEGRATION_ID, provider: "jira_server", externalId: EXTERNAL_ID } as const;
const link = { ...place, ticketId, key, projectId: group.projectId, groupId, shortId: group.shortId, externalIssueId: INTEGRATION_ID + 1 };
const ref = { organizationId: organization.id, projectId: group.projectId, groupId };
await links.create(
  { ...link, since: 0, hint: state, notes: [], notesLost: 0 },
  { state: { ...unknownTicket({ integrationId: INTEGRATION_ID, ticketId }, null, "open:10000"), key }, rev: null, due: null },
  { ref, expected: state.version, set: {}, changes: [] },
);

const url = `${endpoints.api}/extensions/jira-server/issue-updated/${token({ id: EXTERNAL_ID }, secret)}/`;
const now = Date.now();
// Far enough apart to be told which was first, whatever the clocks.
const assigned = write(`${key}-assigned.json`, member.email, now - 10_000);
const unassigned = write(`${key}-unassigned.json`, null, now);
const curl = (file: string) => `curl -sS -X POST -H 'content-type: application/json' --data-binary @${relative(".", file)} '${url}'`;
console.log(`${shortId} is linked to ${key} of the demo Jira Server. Its webhook:\n\n${url}\n`);
console.log(`${member.name} gets the ticket (a real Jira Server body with this ticket and address in it):\n\n${curl(assigned)}\n`);
console.log(`Nobody has it any more:\n\n${curl(unassigned)}`);

function token(payload: object, signingKey: string): string {
  const input = [{ alg: "HS256", typ: "JWT" }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${input}.${createHmac("sha256", signingKey).update(input).digest("base64url")}`;
}

function write(name: string, email: string | null, timestamp: number): string {
  const real = new URL("../../tests/fixtures/jira-webhooks/webhook-issue-updated-assigned-on-server.json", import.meta.url);
  const body = JSON.parse(readFileSync(real, "utf8"));
  body.timestamp = timestamp;
  body.issue.key = key;
  body.issue.id = ticketId;
  body.issue.fields.assignee = email && { ...body.issue.fields.assignee, emailAddress: email };
  const { key: person = null } = body.issue.fields.assignee ?? {};
  body.changelog = { id: String(timestamp), items: [{ field: "assignee", from: email ? null : "admin", to: email ? person : null }] };
  const file = join(endpoints.home, "demo", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(body, null, 2));
  return file;
}
