import type { ConnectTenants } from "../../../core/jira-cloud/connect/ports.ts";
import { tableName } from "./client.ts";
import { audited, beginWatching, forget, putInstallation, putUnchanged } from "./integrations.ts";
import { keys } from "./keys.ts";
import { transact } from "./transact.ts";

export const connectTenants: ConnectTenants = {
  async save({ installations: _, ...integration }, { replaces, at }) {
    const failed = await transact([putUnchanged(integration, replaces), ...beginWatching(integration, at)]);
    forget(integration);
    return failed.length === 0;
  },

  async suspend({ provider, externalId, sealedWebhookSecret }) {
    await transact([
      {
        Update: {
          TableName: tableName(),
          Key: keys.integration(provider, externalId),
          UpdateExpression: "SET #status = :disabled, sealedCredentials = :none, sealedWebhookSecret = :none",
          // Installed anew since: then this is over already.
          ConditionExpression: "sealedWebhookSecret = :sealed",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":disabled": "disabled", ":none": null, ":sealed": sealedWebhookSecret },
        },
      },
      { Delete: { TableName: tableName(), Key: keys.watched(provider, externalId) } },
    ]);
    forget({ provider, externalId });
  },

  async join({ installations: _, ...integration }, installation, { by, at }) {
    const { provider, externalId } = integration;
    const failed = await transact([
      {
        ConditionCheck: {
          TableName: tableName(),
          Key: keys.integration(provider, externalId),
          ConditionExpression: "#status = :active",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":active": "active" },
        },
      },
      ...putInstallation(integration, installation),
      audited("INTEGRATION_ADD", integration, { organizationId: installation.organizationId, by, at }),
    ]);
    forget(integration);
    return failed.length === 0;
  },

  async noteSite({ provider, externalId, name, icon = null, sealedWebhookSecret }, site) {
    await transact([
      {
        Update: {
          TableName: tableName(),
          Key: keys.integration(provider, externalId),
          UpdateExpression: "SET ourAccount = :account, #name = :name, icon = :icon",
          ConditionExpression: "sealedWebhookSecret = :sealed",
          ExpressionAttributeNames: { "#name": "name" },
          ExpressionAttributeValues: {
            ":account": site.accountId,
            ":name": site.title ?? name,
            ":icon": site.icon ?? icon,
            ":sealed": sealedWebhookSecret,
          },
        },
      },
    ]);
    forget({ provider, externalId });
  },
};
