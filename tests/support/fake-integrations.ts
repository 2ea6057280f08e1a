import { type Integration, SYNC_OFF } from "../../core/trackers/integration.ts";
import type { Integrations } from "../../core/trackers/ports.ts";

/** A Jira Server of organization 11 with everything switched off. */
export const anIntegration = (over: Partial<Integration> = {}): Integration => ({
  ...{ id: 41, provider: "jira_server", externalId: "jira.example.com:lockstep", name: "Jira", status: "active" },
  ...{ baseUrl: "https://jira.example.com", verifySsl: true, ourAccount: "lockstep" },
  ...{ sealedCredentials: null, webhookId: null, sealedWebhookSecret: null },
  installations: [{ organizationId: 11, status: "active", config: SYNC_OFF }],
  ...over,
});

/** In memory. `audit` has what was done, by whom. */
export function fakeIntegrations(seed: readonly Integration[] = []) {
  const rows = new Map(seed.map((it) => [`${it.provider}:${it.externalId}`, structuredClone(it)]));
  const audit: { event: string; by: number; at: number }[] = [];
  const rowOf = ({ provider, externalId }: Pick<Integration, "provider" | "externalId">) => rows.get(`${provider}:${externalId}`);
  const find: Integrations["find"] = async (provider, externalId) => structuredClone(rowOf({ provider, externalId }) ?? null);
  const port: Integrations = {
    byExternalId: find,
    find,
    list: async (organizationId) =>
      [...rows.values()].flatMap((row) => {
        const installations = row.installations.filter((it) => it.organizationId === organizationId);
        return installations.length > 0 ? [structuredClone({ ...row, installations })] : [];
      }),
    install: async (integration, { replaces, by, at, event = "INTEGRATION_ADD" }) => {
      const row = rowOf(integration);
      if (row ? row.sealedWebhookSecret !== replaces?.sealedWebhookSecret : replaces !== null) return false;
      const [installation] = structuredClone(integration.installations);
      const others = row?.installations.filter((it) => it.organizationId !== installation?.organizationId) ?? [];
      const installations = [...others, ...(installation ? [installation] : [])];
      rows.set(`${integration.provider}:${integration.externalId}`, { ...structuredClone(integration), installations });
      audit.push({ event, by, at });
      return true;
    },
    configure: async (integration, organizationId, config) => {
      const installation = rowOf(integration)?.installations.find((it) => it.organizationId === organizationId);
      if (installation) installation.config = structuredClone(config);
    },
    disable: async (integration, { organizationId, by, at }) => {
      const row = rowOf(integration);
      const installation = row?.installations.find((it) => it.organizationId === organizationId);
      if (!row || !installation) return;
      row.status = "disabled";
      installation.status = "disabled";
      audit.push({ event: "INTEGRATION_REMOVE", by, at });
    },
    withdraw: async (integration, { organizationId, by, at }) => {
      const installation = rowOf(integration)?.installations.find((it) => it.organizationId === organizationId);
      if (!installation) return;
      installation.status = "disabled";
      audit.push({ event: "INTEGRATION_REMOVE", by, at });
    },
    noteSignature: async (integration) => {
      const row = rowOf(integration);
      if (row && row.sealedWebhookSecret === integration.sealedWebhookSecret) row.signsBodies = true;
    },
    dropSecrets: async (integration, webhookId) => {
      const row = rowOf(integration);
      if (row) Object.assign(row, { sealedCredentials: null, sealedWebhookSecret: null, webhookId });
    },
    put: async (integration) => void rows.set(`${integration.provider}:${integration.externalId}`, structuredClone(integration)),
  };
  return { port, rows, audit };
}
