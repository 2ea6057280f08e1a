import { now } from "../clock.ts";
import { dynamo, tableName, unlessRefused } from "./client.ts";
import { PutCommand } from "./commands.ts";
import { keys } from "./keys.ts";

const KEPT_SECONDS = 86_400;

/** Whether a form of an issue is sent for the first time: what it asks for cannot be done twice. Throws Unavailable. */
export async function isSentFirst(organizationId: number, groupId: number, formId: string): Promise<boolean> {
  const Item = { ...keys.sentForm(organizationId, groupId, formId), expiresAt: Math.floor(now() / 1000) + KEPT_SECONDS };
  const put = new PutCommand({ TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" });
  return (await unlessRefused(dynamo.send(put))) !== null;
}
