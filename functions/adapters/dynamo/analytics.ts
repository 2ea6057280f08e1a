import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Ports } from "../../../core/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";

const DAYS = 90;

export const analytics: Ports["analytics"] = {
  async record({ v: _v, ...event }) {
    const Item = {
      ...keys.analyticsEvent(event.organizationId, event.id),
      ...event,
      expiresAt: Math.floor(event.timestamp / 1000) + DAYS * 86_400,
    };
    try {
      await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" })));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  },
};
