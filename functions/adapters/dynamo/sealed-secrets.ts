import type { SealedSecrets, Secrets } from "../../../core/operations/reseal.ts";
import { dynamo, orUnavailable, tableName, unlessRefused } from "./client.ts";
import { ScanCommand, UpdateCommand } from "./commands.ts";
import { keys, sortKeys } from "./keys.ts";

type Item = Record<string, unknown>;

/** Integrations stand in no index, as nobody else looks for all of them: reads the whole table once, which is for an operator alone. */
export const sealedSecrets: SealedSecrets = {
  async *pages() {
    let start: Item | undefined;
    do {
      const answer = await orUnavailable(
        dynamo.send(
          new ScanCommand({
            TableName: tableName(),
            FilterExpression: "sk = :integration AND begins_with(pk, :integrations)",
            ExpressionAttributeValues: { ":integration": sortKeys.integration, ":integrations": keys.integration("", "").pk.slice(0, -1) },
            ...(start && { ExclusiveStartKey: start }),
          }),
        ),
      );
      yield (answer.Items ?? []).map(read);
      start = answer.LastEvaluatedKey;
    } while (start);
  },

  async replace(before, { sealedCredentials, sealedWebhookSecret, formerWebhookSecrets }) {
    const input = {
      TableName: tableName(),
      Key: keys.integration(before.provider, before.externalId),
      UpdateExpression: `SET sealedCredentials = :credentials, sealedWebhookSecret = :secret${formerWebhookSecrets ? ", formerWebhookSecrets = :former" : ""}`,
      ConditionExpression: "sealedCredentials = :credentialsBefore AND sealedWebhookSecret = :secretBefore",
      ExpressionAttributeValues: {
        ":credentials": sealedCredentials,
        ":secret": sealedWebhookSecret,
        ":credentialsBefore": before.sealedCredentials,
        ":secretBefore": before.sealedWebhookSecret,
        ...(formerWebhookSecrets && { ":former": formerWebhookSecrets }),
      },
    };
    return (await unlessRefused(dynamo.send(new UpdateCommand(input)))) !== null;
  },
};

function read(item: Item): Secrets {
  const { id, provider, externalId, sealedCredentials, sealedWebhookSecret, formerWebhookSecrets } = item as Secrets;
  return { id, provider, externalId, sealedCredentials, sealedWebhookSecret, ...(formerWebhookSecrets && { formerWebhookSecrets }) };
}
