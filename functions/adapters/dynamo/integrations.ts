import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type Installation, type Integration, isTracker, type Provider } from "../../../core/trackers/integration.ts";
import type { Integrations } from "../../../core/trackers/ports.ts";
import { now } from "../clock.ts";
import { warm } from "../warm.ts";
import { auditEntry } from "./audit-entry.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { QueryCommand, UpdateCommand } from "./commands.ts";
import { keys, prefixes, sortKeys } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact, type Write } from "./transact.ts";

const cached = warm<Integration>(60_000);

/** What this process remembers of an integration that it has changed. */
export const forget = ({ provider, externalId }: Pick<Integration, "provider" | "externalId">): void =>
  cached.forget(`${provider}:${externalId}`);

const put = (key: object, item: object): Write => ({ Put: { TableName: tableName(), Item: { ...key, ...item } } });

export const integrations: Integrations = {
  byExternalId(provider, externalId) {
    return cached(`${provider}:${externalId}`, () => read(provider, externalId));
  },

  find: read,

  async list(organizationId) {
    const named = (await queryAll(keys.organization(organizationId).pk, prefixes.integration)) as Pick<
      Integration,
      "provider" | "externalId"
    >[];
    const wanted = named.map(({ provider, externalId }) => keys.integration(provider, externalId));
    const installed = named.map(({ provider, externalId }) => keys.installation(provider, externalId, organizationId));
    const found = await batchGet([...wanted, ...installed]);
    return wanted.flatMap(({ pk }) => readIntegration(found.filter((it) => it.pk === pk)) ?? []);
  },

  async install({ installations, ...integration }, { replaces, by, at, event = "INTEGRATION_ADD" }) {
    const [installation] = installations as [Installation];
    const failed = await transact([
      putUnchanged(integration, replaces),
      ...putInstallation(integration, installation),
      ...beginWatching(integration, at),
      audited(event, integration, { organizationId: installation.organizationId, by, at }),
    ]);
    cached.forget(`${integration.provider}:${integration.externalId}`);
    return failed.length === 0;
  },

  async configure({ provider, externalId }, organizationId, config) {
    const Key = keys.installation(provider, externalId, organizationId);
    await update(Key, "SET config = :config", { ":config": config });
    cached.forget(`${provider}:${externalId}`);
  },

  async disable({ installations: _, ...integration }, { organizationId, by, at }) {
    const { provider, externalId } = integration;
    await transact([
      off(keys.integration(provider, externalId)),
      off(keys.installation(provider, externalId, organizationId)),
      { Delete: { TableName: tableName(), Key: keys.watched(provider, externalId) } },
      audited("INTEGRATION_REMOVE", integration, { organizationId, by, at }),
    ]);
    cached.forget(`${provider}:${externalId}`);
  },

  async withdraw({ installations: _, ...integration }, { organizationId, by, at }) {
    const { provider, externalId } = integration;
    await transact([
      off(keys.installation(provider, externalId, organizationId)),
      audited("INTEGRATION_REMOVE", integration, { organizationId, by, at }),
    ]);
    cached.forget(`${provider}:${externalId}`);
  },

  async noteSignature({ provider, externalId, sealedWebhookSecret }) {
    const input = {
      TableName: tableName(),
      Key: keys.integration(provider, externalId),
      UpdateExpression: "SET signsBodies = :yes",
      ConditionExpression: "sealedWebhookSecret = :sealed",
      ExpressionAttributeValues: { ":yes": true, ":sealed": sealedWebhookSecret },
    };
    await orUnavailable(dynamo.send(new UpdateCommand(input))).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
    cached.forget(`${provider}:${externalId}`);
  },

  async dropSecrets({ provider, externalId }, webhookId) {
    const set = "SET sealedCredentials = :none, sealedWebhookSecret = :none, webhookId = :webhook";
    await update(keys.integration(provider, externalId), set, { ":none": null, ":webhook": webhookId });
    cached.forget(`${provider}:${externalId}`);
  },

  async put({ installations, ...integration }) {
    const { provider, externalId } = integration;
    await transact([
      put(keys.integration(provider, externalId), integration),
      ...installations.flatMap((it) => putInstallation(integration, it)),
      ...beginWatching(integration, now()),
    ]);
    cached.forget(`${provider}:${externalId}`);
  },
};

async function update(Key: object, UpdateExpression: string, ExpressionAttributeValues: Record<string, unknown>): Promise<void> {
  const input = { TableName: tableName(), Key, UpdateExpression, ExpressionAttributeValues };
  await orUnavailable(dynamo.send(new UpdateCommand({ ...input, ConditionExpression: "attribute_exists(pk)" })));
}

const off = (Key: object): Write => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression: "SET #status = :disabled",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":disabled": "disabled" },
  },
});

type Item = Omit<Integration, "installations">;

export const putInstallation = ({ id, provider, externalId, name }: Item, installation: Installation): Write[] => [
  put(keys.installation(provider, externalId, installation.organizationId), installation),
  put(keys.organizationIntegration(installation.organizationId, id), { integrationId: id, provider, externalId, name }),
];

/** Every set-up seals a secret anew, so the sealed text tells one set-up from another. */
export function putUnchanged(integration: Item, replaces: Integration | null): Write {
  const { Put } = put(keys.integration(integration.provider, integration.externalId), integration);
  if (!replaces) return { Put: { ...Put!, ConditionExpression: "attribute_not_exists(pk)" } };
  const ExpressionAttributeValues = { ":sealed": replaces.sealedWebhookSecret };
  return { Put: { ...Put!, ConditionExpression: "sealedWebhookSecret = :sealed", ExpressionAttributeValues } };
}

/** A tracker that is set up anew goes on from where it was: what changed while it could not be asked is not lost. */
export function beginWatching({ id, provider, externalId }: Item, at: number): Write[] {
  if (!isTracker({ provider })) return [];
  return [
    {
      Update: {
        TableName: tableName(),
        Key: keys.watched(provider, externalId),
        UpdateExpression:
          "SET provider = :provider, externalId = :external, integrationId = :id, #until = if_not_exists(#until, :at), failure = :none, paused = :none",
        ExpressionAttributeNames: { "#until": "until" },
        ExpressionAttributeValues: { ":provider": provider, ":external": externalId, ":id": id, ":at": at, ":none": null },
      },
    },
  ];
}

type Audit = { organizationId: number; by: number; at: number };

export const audited = (event: string, { id, provider, name }: Item, { organizationId, by, at }: Audit): Write =>
  auditEntry(organizationId, { event, actor: by, target: id as number, at, data: { provider, name } });

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
  return readIntegration(Items);
}

function readIntegration(items: readonly Record<string, unknown>[]): Integration | null {
  const item = items.find((it) => it.sk === sortKeys.integration);
  if (!item) return null;
  const { pk: _pk, sk: _sk, ...integration } = item;
  const installations = items.filter((it) => it !== item).map(({ pk: _p, sk: _s, ...it }) => it as Installation);
  return { ...(integration as Item), installations };
}
