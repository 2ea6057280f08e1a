import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { OauthTurns } from "../../../core/jira-cloud/oauth/ports.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { forget } from "./integrations.ts";
import { keys } from "./keys.ts";

type Update = { UpdateExpression: string; ConditionExpression: string; ExpressionAttributeValues: Record<string, unknown> };

/** A turn is part of the integration's item, so that whoever connects it anew ends it. */
export const oauthTurns: OauthTurns = {
  take: (integration, { by, now, until }) =>
    update(integration, {
      UpdateExpression: "SET turnBy = :by, turnUntil = :until",
      ConditionExpression: "sealedCredentials = :sealed AND (attribute_not_exists(turnBy) OR turnUntil <= :now)",
      ExpressionAttributeValues: { ":by": by, ":until": until, ":now": now, ":sealed": integration.sealedCredentials },
    }),

  async store(integration, sealedCredentials) {
    const isStored = await update(integration, {
      UpdateExpression: "SET sealedCredentials = :sealed REMOVE turnBy, turnUntil",
      // Whoever was so slow that the turn went to somebody else has what is good now all the same.
      ConditionExpression: "sealedCredentials = :before",
      ExpressionAttributeValues: { ":sealed": sealedCredentials, ":before": integration.sealedCredentials },
    });
    forget(integration);
    return isStored;
  },

  async giveBack(integration, by) {
    await update(integration, {
      UpdateExpression: "REMOVE turnBy, turnUntil",
      ConditionExpression: "turnBy = :by",
      ExpressionAttributeValues: { ":by": by },
    });
  },

  async noteWebhook(integration, webhookId) {
    await update(integration, {
      UpdateExpression: "SET webhookId = :webhook",
      ConditionExpression: "sealedWebhookSecret = :sealed",
      ExpressionAttributeValues: { ":webhook": webhookId, ":sealed": integration.sealedWebhookSecret },
    });
    forget(integration);
  },
};

/** Whether the condition held. */
async function update({ provider, externalId }: Integration, change: Update): Promise<boolean> {
  const input = { TableName: tableName(), Key: keys.integration(provider, externalId), ...change };
  try {
    await orUnavailable(dynamo.send(new UpdateCommand(input)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
