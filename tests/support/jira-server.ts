import { createHmac } from "node:crypto";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import { SYNC_OFF, type SyncConfig } from "../../core/sync/integration.ts";
import { UNSYNCED } from "../../core/sync/link.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { seal } from "../../functions/adapters/seal.ts";
import type { App } from "./app.ts";
import { ticketIdOf } from "./jira-webhooks.ts";

export const SECRET = "secret-of-the-jira-webhook";

type Options = { id: number; organizationId: number; config?: Partial<SyncConfig>; status?: "active" | "disabled" };

/** A connected Jira Server, as the set-up leaves it. */
export async function connectJira(
  app: App,
  { id, organizationId, config = { sync_reverse_assignment: true }, status = "active" }: Options,
) {
  const externalId = `jira-${id}.example.com:lockstep-${organizationId}`;
  await integrations.put({
    id,
    provider: "jira_server",
    externalId,
    name: "Jira",
    status,
    baseUrl: `https://jira-${id}.example.com`,
    site: { baseUrl: `https://jira-${id}.example.com`, verifySsl: true },
    sealedCredentials: null,
    webhookId: null,
    sealedWebhookSecret: seal.close(SECRET, secretContext("jira_server", externalId)),
    installations: [{ organizationId, status: "active", config: { ...SYNC_OFF, ...config } }],
  });
  const url = (token = webhookToken(externalId)) => new URL(`/extensions/jira-server/issue-updated/${token}/`, app.system.api);
  return {
    externalId,
    url,
    link: async (issueId: string, key: string) => {
      const found = await groups.get(organizationId, Number(issueId));
      if (!found) throw new Error("no such issue");
      const link = {
        organizationId,
        integrationId: id,
        ticket: ticketIdOf(key),
        key,
        projectId: found.group.projectId,
        groupId: found.group.id,
        externalIssueId: id + 1,
        linkedAt: 0,
      };
      await links.create(
        {
          ...{ id: id + 1, organizationId, integrationId: id, ticket: link.ticket, key },
          ...{ title: "", done: null, written: [], closedAt: null },
        },
        { ...link, hint: found.state, sync: UNSYNCED },
      );
    },
    deliver: async (body: Buffer | string, headers: Record<string, string> = {}, token?: string) => {
      const response = await fetch(url(token), {
        method: "POST",
        body: new Uint8Array(Buffer.from(body)),
        headers: { "content-type": "application/json", ...headers },
      });
      return { status: response.status, body: (await response.json()) as { detail: string } };
    },
  };
}

export function webhookToken(externalId: string, secret = SECRET): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg: "HS256", typ: "JWT" })}.${part({ id: externalId })}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}
