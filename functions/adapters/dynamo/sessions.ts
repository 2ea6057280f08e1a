import type { Sessions } from "../../../core/sessions/ports.ts";
import { dynamo, tableName, unlessRefused } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { keys } from "./keys.ts";

/** So many marks a token keeps: with them it is still read for one unit. */
const MOST = 50;

export const sessions: Sessions = {
  async end(sha256, mark, now) {
    const named = await changed(sha256, {
      UpdateExpression: "ADD ended :mark",
      ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(ended) OR size(ended) < :most)",
      ExpressionAttributeValues: { ":mark": new Set([mark]), ":most": MOST },
    });
    if (!named) await sessions.endAll(sha256, now);
  },

  async endAll(sha256, now) {
    await changed(sha256, {
      UpdateExpression: "SET sessionsFrom = :now REMOVE ended",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":now": now },
    });
  },
};

type Change = { UpdateExpression: string; ConditionExpression: string; ExpressionAttributeValues: Record<string, unknown> };

/** Null when the condition does not hold. */
const changed = (sha256: string, change: Change) =>
  unlessRefused(dynamo.send(new UpdateCommand({ TableName: tableName(), Key: keys.token(sha256), ...change })));
