import { createHmac } from "node:crypto";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import { unknownTicket } from "../../core/sync/ticket-state.ts";
import { SYNC_OFF, type SyncConfig } from "../../core/trackers/integration.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
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
    verifySsl: true,
    ourAccount: "lockstep",
    sealedCredentials: null,
    webhookId: null,
    sealedWebhookSecret: seal.close(SECRET, secretContext("jira_server", externalId)),
    installations: [{ organizationId, status: "active", config: { ...SYNC_OFF, ...config } }],
  });
  await watched.record({ provider: "jira_server", externalId }, { clock: { low: -500, high: 500, at: Date.now() } });
  const url = (token = webhookToken(externalId)) => new URL(`/extensions/jira-server/issue-updated/${token}/`, app.system.api);
  return {
    externalId,
    url,
    link: async (issueId: string, key: string) => {
      const found = await groups.get(organizationId, Number(issueId));
      if (!found) throw new Error("no such issue");
      const place = { organizationId, integrationId: id, provider: "jira_server", externalId, ticketId: ticketIdOf(key), key } as const;
      const of = { projectId: found.group.projectId, groupId: found.group.id };
      const link = {
        ...place,
        ...of,
        shortId: found.group.shortId,
        externalIssueId: id + 1,
        since: 0,
        hint: found.state,
        notes: [],
        notesLost: 0,
      };
      const ref = { organizationId, ...of };
      await links.create(
        link,
        { state: unknownTicket({ integrationId: id, ticketId: ticketIdOf(key) }, null, "open:10000"), rev: null, due: null },
        { ref, expected: found.state.version, set: {}, changes: [] },
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
