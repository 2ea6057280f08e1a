import { createHash } from "node:crypto";
import type { IssueChanged } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { type Integration, organizationsSyncing } from "../sync/integration.ts";
import { type JiraChange, readChange } from "./payload.ts";
import { integrationFromToken, type Jwt } from "./webhook-token.ts";

/** What may stand in a key and a queue message as it is; anything else is told apart by its body. */
const PLAIN_IDENTIFIER = /^[\w.:-]{1,100}$/;

type Delivery = { token: string; body: Uint8Array; identifier: string | undefined };

/**
 * Takes one webhook delivery of a Jira Server (behaviour §1.11, §2.5): verifies it, reads what changed and queues it under its
 * ticket. Answers whether it was accepted or why there was nothing to do. At most one read and one queue request.
 * Throws Invalid for what Jira must not send again, Unavailable for what it should.
 */
export async function receiveIssueUpdated(
  ports: Pick<Ports, "integrations" | "seal" | "issueChanges" | "log" | "now"> & { jwt: Jwt },
  { token, body, identifier }: Delivery,
): Promise<{ accepted: boolean; detail: string }> {
  const integration = await integrationFromToken(ports, token).catch((error: unknown) => {
    ports.log.metric("jira_server.webhook.invalid_token");
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

/** The state comes from the ticket, not from the changelog's from and to (§13 decision 20). */
function toMessage(
  integration: Integration,
  { issue, fields, sourceTime }: JiraChange,
  { deliveryId, receivedAt }: { deliveryId: string; receivedAt: number },
): IssueChanged | { ignored: string } {
  if (!fields.has("assignee")) return { ignored: "The assignee did not change." };
  const { assignee } = issue.fields;
  if (assignee && !assignee.emailAddress) return { ignored: "The assignee has no e-mail address, so the owner is kept." };
  const organizations = organizationsSyncing(integration, "sync_reverse_assignment");
  if (organizations.length === 0) return { ignored: "No organization has switched on assignment from Jira." };
  return {
    v: 1,
    provider: "jira_server",
    integrationId: integration.id,
    ticket: issue.key,
    deliveryId,
    // A clock that runs ahead must not make its changes the newest for longer than they are.
    sourceTime: Math.min(sourceTime ?? receivedAt, receivedAt) + tieBreak(deliveryId),
    assignee: { organizations, email: assignee?.emailAddress ?? null },
  };
}

/** Two changes of one millisecond need an order that every replay agrees on: a fraction of it, from the delivery's id. */
const tieBreak = (deliveryId: string): number => (createHash("sha256").update(deliveryId).digest().readUInt16BE(0) % 4096) / 4096;

function ignored({ log }: Pick<Ports, "log">, integration: Integration, reason: string) {
  log.info("webhook.ignored", { integration: integration.id, reason });
  return { accepted: false, detail: `Ignored: ${reason}` };
}
