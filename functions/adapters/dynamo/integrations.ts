import { QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Installation, Integration, Provider } from "../../../core/sync/integration.ts";
import type { Integrations } from "../../../core/sync/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";
import { warm } from "./warm.ts";

const cached = warm<Integration>(60_000);

export const integrations: Integrations = {
  byExternalId(provider, externalId) {
    return cached(`${provider}:${externalId}`, () => read(provider, externalId));
  },

  find: read,

  async list(organizationId) {
    const items = await queryAll(keys.organization(organizationId).pk, "INTEGRATION#");
    const found = await Promise.all(items.map(({ provider, externalId }) => read(provider as Provider, String(externalId))));
    return found.filter((it) => it !== null);
  },

  async put({ installations, ...integration }) {
    const { provider, externalId, id } = integration;
    const Put = (key: object, item: object) => ({ Put: { TableName: tableName(), Item: { ...key, ...item } } });
    const TransactItems = [
      Put(keys.integration(provider, externalId), integration),
      ...installations.flatMap((it) => [
        Put(keys.installation(provider, externalId, it.organizationId), it),
        Put(keys.organizationIntegration(it.organizationId, id), { integrationId: id, provider, externalId, name: integration.name }),
      ]),
    ];
    await orUnavailable(dynamo.send(new TransactWriteCommand({ TransactItems })));
  },
};

/** The integration and all its installations: one partition, one request. */
async function read(provider: Provider, externalId: string): Promise<Integration | null> {
  const { Items = [] } = await orUnavailable(
    dynamo.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": keys.integration(provider, externalId).pk },
        ConsistentRead: true,
      }),
    ),
  );
  const item = Items.find((it) => it.sk === "INTEGRATION");
  if (!item) return null;
  const { pk: _pk, sk: _sk, ...integration } = item;
  const installations = Items.filter((it) => it !== item).map(({ pk: _p, sk: _s, ...it }) => it as Installation);
  return { ...(integration as Omit<Integration, "installations">), installations };
}
