import { randomBytes } from "node:crypto";
import { sealCredentials } from "../../core/jira-server/credentials.ts";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import { SYNC_OFF, type SyncConfig } from "../../core/sync/integration.ts";
import { UNSYNCED } from "../../core/sync/link.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { seal } from "../../functions/adapters/seal.ts";
import type { App } from "./app.ts";
import type { Jira } from "./jira/server.ts";
import { webhookToken } from "./jira-server.ts";

export const BOTH_WAYS: Partial<SyncConfig> = {
  sync_forward_assignment: true,
  sync_reverse_assignment: true,
  sync_status_forward: true,
  sync_status_reverse: true,
  status_mapping: { "10000": { on_resolve: "6", on_unresolve: "1" }, "10001": { on_resolve: "6", on_unresolve: "1" } },
};

/** The small Jira and Lockstep, connected both ways as the set-up leaves them, by a personal access token and signed webhooks. */
export async function connectBothWays(
  app: Pick<App, "get"> & { system: Pick<App["system"], "api"> },
  jira: Jira,
  { id, config = BOTH_WAYS }: { id: number; config?: Partial<SyncConfig> },
) {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const externalId = `jira-${id}:lockstep-${organizationId}`;
  const secret = randomBytes(16).toString("hex");
  const token = randomBytes(16).toString("hex");
  jira.tokens.set(token, "admin");
  const url = new URL(`/extensions/jira-server/issue-updated/${webhookToken(externalId, secret)}/`, app.system.api).href;
  const events = ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted"];
  jira.webhooks.set(`of-${id}-${organizationId}`, { name: "Lockstep", url, events, configuration: { SECRET: secret } });
  await integrations.put({
    id,
    provider: "jira_server",
    externalId,
    name: "Jira",
    status: "active",
    baseUrl: jira.url,
    site: { baseUrl: jira.url, verifySsl: true },
    sealedCredentials: sealCredentials({ seal }, id, { kind: "personal_access_token", token }),
    webhookId: `of-${id}-${organizationId}`,
    sealedWebhookSecret: seal.close(secret, secretContext("jira_server", externalId)),
    installations: [{ organizationId, status: "active", config: { ...SYNC_OFF, ...config } }],
  });

  return {
    organizationId,
    externalId,
    token,
    /** Links an issue to a ticket, new unless named. */
    link: async (issueId: string, ticket = jira.tickets.create()) => {
      const found = await groups.get(organizationId, Number(issueId));
      if (!found) throw new Error("no such issue");
      const { group, state } = found;
      const place = { organizationId, integrationId: id, ticket: ticket.id, key: ticket.key };
      const done = { is: jira.state.statuses.find((it) => it.id === ticket.statusId)?.statusCategory.key === "done", sourceTime: 0 };
      await links.create(
        { ...place, id: Number(ticket.id), title: ticket.summary, done, written: [], closedAt: null },
        {
          ...place,
          projectId: group.projectId,
          groupId: group.id,
          externalIssueId: Number(ticket.id),
          linkedAt: Date.now(),
          hint: state,
          sync: UNSYNCED,
        },
      );
      return ticket;
    },
    sync: async (issueId: string, ticketId: string) =>
      (await links.find({ organizationId, integrationId: id, ticket: ticketId, groupId: Number(issueId) }))?.link.sync,
  };
}
