import { randomBytes } from "node:crypto";
import { sealCredentials } from "../../core/jira-server/credentials.ts";
import { secretContext } from "../../core/jira-server/webhook-token.ts";
import { SYNC_OFF, type SyncConfig } from "../../core/trackers/integration.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
import { seal } from "../../functions/adapters/seal.ts";
import type { Jira } from "../../infra/local/sandbox/jira/server.ts";
import { jiraNow } from "../../infra/local/sandbox/jira/state.ts";
import type { App } from "./app.ts";
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
  app: Pick<App, "get" | "put"> & { system: Pick<App["system"], "api"> },
  jira: Jira,
  { id, config = BOTH_WAYS }: { id: number; config?: Partial<SyncConfig> },
) {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const externalId = `jira-${id}:lockstep-${organizationId}`;
  const secret = randomBytes(16).toString("hex");
  const token = randomBytes(16).toString("hex");
  jira.users.push({ name: "lockstep", key: "JIRAUSER10200", displayName: "Lockstep", admin: true });
  jira.tokens.set(token, "lockstep");
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
    verifySsl: true,
    // An account of its own, as the set-up advises.
    ourAccount: "JIRAUSER10200",
    sealedCredentials: sealCredentials({ seal }, id, { kind: "personal_access_token", token }),
    webhookId: `of-${id}-${organizationId}`,
    sealedWebhookSecret: seal.close(secret, secretContext("jira_server", externalId)),
    installations: [{ organizationId, status: "active", config: { ...SYNC_OFF, ...config } }],
  });

  // As its first answer tells, while it is connected.
  const ahead = Math.floor(jiraNow(jira.state) / 1000) * 1000 - Date.now();
  await watched.record({ provider: "jira_server", externalId }, { clock: { low: ahead, high: ahead + 1000, at: Date.now() } });

  return {
    organizationId,
    externalId,
    token,
    /** Links an issue to a ticket, new unless named. */
    link: async (issueId: string, ticket = jira.tickets.create()) => {
      const { status, body } = await app.put(`/api/0/issues/${issueId}/integrations/${id}/`, { externalIssue: ticket.key });
      if (status !== 201) throw new Error(`linking answered ${status} ${JSON.stringify(body)}`);
      return ticket;
    },
    /** Many issues to one ticket that is linked already, as linking leaves them, without the looks that it asks for. */
    linkMany: async (issueIds: readonly number[], ticketId: string) => {
      const place = { organizationId, integrationId: id, provider: "jira_server", externalId, ticketId } as const;
      for (const { group, state } of await groups.getMany(organizationId, issueIds)) {
        const [known] = await tickets.known(id, [ticketId]);
        if (!known) throw new Error("no such ticket");
        const ref = { organizationId, projectId: group.projectId, groupId: group.id };
        const of = {
          ...place,
          key: known.key,
          projectId: group.projectId,
          groupId: group.id,
          shortId: group.shortId,
          externalIssueId: id + 1,
        };
        const link = { ...of, since: 0, hint: state, notes: [], notesLost: 0 };
        await links.create(link, { state: known, rev: known.rev, due: known.due }, { ref, expected: state.version, set: {}, changes: [] });
      }
    },
    /** What is known of a ticket. */
    known: async (ticketId: string) => (await tickets.known(id, [ticketId]))[0],
    watched: () => watched.find({ provider: "jira_server", externalId }),
  };
}
