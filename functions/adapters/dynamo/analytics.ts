import type { Analytics, Recorded } from "../../../core/analytics/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { PutCommand } from "./commands.ts";
import { indexed, keys } from "./keys.ts";
import { queryPage } from "./query.ts";

const DAYS = 90;

export const analytics: Analytics = {
  async record({ v: _v, ...event }) {
    const { organizationId, type, timestamp, id } = event;
    const Item = {
      ...keys.analyticsEvent(organizationId, id),
      gsi1pk: indexed.analytics(organizationId, type),
      gsi1sk: indexed.time(timestamp, id),
      ...event,
      expiresAt: Math.floor(timestamp / 1000) + DAYS * 86_400,
    };
    try {
      await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" })));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  },

  async list(organizationId, type, page) {
    const { items, next } = await queryPage({ index: "gsi1", pk: indexed.analytics(organizationId, type), page });
    return { items: items.map(({ id, timestamp, data }) => ({ id, type, organizationId, timestamp, data }) as Recorded), next };
  },
};
