import { createHash } from "node:crypto";
import { Invalid } from "../errors.ts";
import type { IssueChanged } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { type Integration, organizationsSyncing } from "../sync/integration.ts";
import { isBodySigned } from "./body-signature.ts";
import { type JiraChange, readChange } from "./payload.ts";
import { integrationFromToken, type Jwt } from "./webhook-token.ts";

type VerifyPorts = Pick<Ports, "integrations" | "seal" | "log"> & { jwt: Jwt };

const UNSIGNED = "This Jira signs what it sends, and this is not signed. If its webhook has no secret any more, connect Jira again.";

/**
 * The token's integration; and where Jira signs bodies, the body has to be the one that was signed. Which versions sign is known only
 * from what they send: the first signature that fits makes signatures a must. Forgetting that once is no reason to refuse the delivery.
 */
async function verifiedIntegration(ports: VerifyPorts, { token, body, signature }: Pick<Delivery, "token" | "body" | "signature">) {
  const { integration, secret } = await integrationFromToken(ports, token);
  if (signature === undefined) {
    if (integration.signsBodies) throw new Invalid(UNSIGNED);
    return integration;
  }
  if (!isBodySigned(body, signature, secret)) throw new Invalid("The signature does not fit the body.");
  if (!integration.signsBodies)
    await ports.integrations.noteSignature(integration).catch(() => ports.log.warn("webhook.signature.not_noted"));
  return integration;
}

/** What may stand in a key and a queue message as it is; anything else is told apart by its body. */
const PLAIN_IDENTIFIER = /^[\w.:-]{1,100}$/;

type Delivery = { token: string; body: Uint8Array; identifier: string | undefined; signature?: string | undefined };

/**
 * Takes one webhook delivery of a Jira Server (behaviour §1.11, §2.5): verifies it, reads what changed and queues it under its
 * ticket. Answers whether it was accepted or why there was nothing to do. At most one read and one queue request, and one write with the
 * first signature.
 * Throws Invalid for what Jira must not send again, Unavailable for what it should.
 */
export async function receiveIssueUpdated(
  ports: Pick<Ports, "integrations" | "seal" | "issueChanges" | "log" | "now"> & { jwt: Jwt },
  { token, body, identifier, signature }: Delivery,
): Promise<{ accepted: boolean; detail: string }> {
  const integration = await verifiedIntegration(ports, { token, body, signature }).catch((error: unknown) => {
    ports.log.metric("jira_server.webhook.invalid_token");
    if (error instanceof Invalid) ports.log.warn("token-validation-error", { reason: error.message });
    throw error;
  });
  const change = readChange(body);
  if ("ignored" in change) return ignored(ports, integration, change.ignored);
  const deliveryId = identifier && PLAIN_IDENTIFIER.test(identifier) ? identifier : createHash("sha256").update(body).digest("hex");
  const message = toMessage(integration, change, { deliveryId, receivedAt: ports.now() });
  if ("ignored" in message) return ignored(ports, integration, message.ignored);
  await ports.issueChanges.send([message]);
  return { accepted: true, detail: "Accepted." };
}

function toMessage(
  integration: Integration,
  { issue, fields, deleted, sourceTime }: JiraChange,
  { deliveryId, receivedAt }: { deliveryId: string; receivedAt: number },
): IssueChanged | { ignored: string } {
  const parts = {
    ...assigneePart(integration, issue, fields),
    ...statusPart(integration, issue, fields),
    ...placePart(integration, fields, deleted),
  };
  const { ignored, ...change } = { ignored: "Neither assignee nor status changed.", ...parts };
  if (Object.keys(change).length === 0) return { ignored };
  return {
    v: 1,
    provider: "jira_server",
    integrationId: integration.id,
    // Every Jira has the id; a body without is told apart by the key.
    ticket: issue.id ?? issue.key,
    key: issue.key,
    ...(issue.fields.summary !== undefined && { title: issue.fields.summary.slice(0, 1000) }),
    deliveryId,
    // A clock that runs ahead must not make its changes the newest for longer than they are.
    sourceTime: Math.min(sourceTime ?? receivedAt, receivedAt) + tieBreak(deliveryId),
    ...change,
  };
}

type Parts = Partial<Pick<IssueChanged, "assignee" | "status" | "place"> & { ignored: string }>;

/** The state comes from the ticket, not from the changelog's from and to (§13 decision 20). */
function assigneePart(integration: Integration, { fields: { assignee } }: JiraChange["issue"], changed: ReadonlySet<string>): Parts {
  if (!changed.has("assignee")) return {};
  const organizations = organizationsSyncing(integration, "sync_reverse_assignment");
  if (organizations.length === 0) return { ignored: "No organization has switched on assignment from Jira." };
  const email = assignee?.emailAddress || null;
  if (assignee && email === null && assignee.name === undefined)
    return { ignored: "The assignee has neither an e-mail address nor a name, so the owner is kept." };
  return { assignee: { organizations, email, ...(assignee?.name !== undefined && { account: assignee.name }) } };
}

function statusPart(integration: Integration, { fields: { status } }: JiraChange["issue"], changed: ReadonlySet<string>): Parts {
  if (!changed.has("status")) return {};
  if (!status) return { ignored: "The ticket's status says no category." };
  const syncing = new Set(organizationsSyncing(integration, "sync_status_reverse"));
  const organizations = integration.installations
    .filter((it) => syncing.has(it.organizationId))
    .map((it) => ({ id: it.organizationId, strategy: it.config.resolution_strategy }));
  if (organizations.length === 0) return { ignored: "No organization has switched on status from Jira." };
  return { status: { organizations, done: status.statusCategory.key === "done" } };
}

/** A ticket that was moved, renamed or deleted is followed whatever the switches say. */
function placePart({ installations }: Integration, changed: ReadonlySet<string>, deleted: boolean): Parts {
  const organizations = installations.filter((it) => it.status === "active").map((it) => it.organizationId);
  const concerns = deleted || changed.has("Key") || changed.has("project") || changed.has("summary");
  return concerns && organizations.length > 0 ? { place: { organizations, deleted } } : {};
}

/** Two changes of one millisecond need an order that every replay agrees on: a fraction of it, from the delivery's id. */
const tieBreak = (deliveryId: string): number => (createHash("sha256").update(deliveryId).digest().readUInt16BE(0) % 4096) / 4096;

function ignored({ log }: Pick<Ports, "log">, integration: Integration, reason: string) {
  log.info("webhook.ignored", { integration: integration.id, reason });
  return { accepted: false, detail: `Ignored: ${reason}` };
}
