import { isTracker, PROVIDERS, type Provider } from "../trackers/integration.ts";
import type { Repaired, Watched } from "../trackers/ports.ts";
import { STRATEGIES, SWITCHES } from "../trackers/switches.ts";
import { readConfig } from "./configuration.ts";
import type { Installed } from "./find-integration.ts";

const providerOf = (provider: Provider) => ({
  key: provider,
  slug: provider,
  name: PROVIDERS[provider].name,
  canAdd: true,
  canDisable: false,
  features: isTracker({ provider }) ? ["issue-basic", "issue-sync"] : [],
  aspects: {},
});

/** An organization's integration as the Web API shows it; nothing secret is in it, sealed or not. */
export function integrationSummary({ integration, installation }: Installed) {
  const { id, name, icon = null, baseUrl, externalId, status, provider } = integration;
  return {
    id: String(id),
    name,
    icon,
    domainName: new URL(baseUrl).host,
    accountType: null,
    scopes: null,
    status,
    provider: providerOf(provider),
    externalId,
    organizationId: String(installation.organizationId),
    organizationIntegrationStatus: installation.status,
    gracePeriodEnd: null,
  };
}

/** How far its tracker is compared, why it cannot be, since when, and what that put right for the organization; null where it is disconnected. */
export const comparedSummary = (compared: Watched | null, organizationId: number) =>
  compared && {
    until: new Date(compared.until).toISOString(),
    failure: compared.failure && { at: new Date(compared.failure.at).toISOString(), text: compared.failure.text },
    repaired: repairedSummary(compared.repaired?.[organizationId]),
  };

const repairedSummary = (repaired: Repaired | undefined) => ({
  count: repaired?.count ?? 0,
  last: repaired ? new Date(repaired.at).toISOString() : null,
});

/** With its configuration, and what can be configured, in the order of the form (behaviour §2.1), nothing of a chat; and how far it is compared. */
export const integrationDetails = (installed: Installed, compared: Watched | null) => ({
  ...integrationSummary(installed),
  compared: comparedSummary(compared, installed.installation.organizationId),
  ...(isTracker(installed.integration)
    ? { configOrganization: FIELDS, configData: readConfig(installed.installation.config) }
    : { configOrganization: [], configData: {} }),
});

const FIELDS = [
  ...SWITCHES.map(({ name, label, hint }) => ({
    name,
    type: name === "sync_status_forward" ? "choice_mapper" : "boolean",
    label,
    help: hint,
  })),
  {
    name: "resolution_strategy",
    type: "select",
    label: "When a ticket is done, its issues are resolved",
    choices: STRATEGIES.map(({ value, label }) => [value, label]),
  },
  { name: "issues_ignored_fields", type: "textarea", label: "Fields of tickets that are not offered in forms" },
];
