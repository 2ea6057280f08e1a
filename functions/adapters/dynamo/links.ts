import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { NotFound } from "../../../core/errors.ts";
import type { TicketLink } from "../../../core/sync/link.ts";
import type { Links } from "../../../core/sync/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";
import { transact } from "./transact.ts";

type Item = Record<string, unknown>;

export const links: Links = {
  async byTicket(organizationId, integrationId, key) {
    return (await queryAll(keys.externalIssue(organizationId, integrationId, key).pk, "LINK#")).map(readLink);
  },

  async byGroup(organizationId, groupId) {
    return (await queryAll(keys.group(organizationId, groupId).pk, "LINK#")).map(readLink);
  },

  async create(issue, link) {
    const { organizationId, integrationId, key, ...described } = issue;
    const names = Object.entries({ ...described, organizationId, integrationId, key });
    const Put = (itemKey: object) => ({
      Put: { TableName: tableName(), Item: { ...itemKey, ...link }, ConditionExpression: "attribute_not_exists(pk)" },
    });
    const TransactItems = [
      {
        Update: {
          TableName: tableName(),
          Key: keys.externalIssue(organizationId, integrationId, key),
          UpdateExpression: `SET ${names.map((_, n) => `#f${n} = if_not_exists(#f${n}, :f${n})`).join(", ")}`,
          ExpressionAttributeNames: Object.fromEntries(names.map(([name], n) => [`#f${n}`, name])),
          ExpressionAttributeValues: Object.fromEntries(names.map(([, value], n) => [`:f${n}`, value])),
        },
      },
      Put(keys.ticketLink(organizationId, integrationId, key, link.groupId)),
      Put(keys.groupLink(organizationId, link.groupId, integrationId, key)),
      {
        ConditionCheck: {
          TableName: tableName(),
          Key: keys.groupState(organizationId, link.groupId),
          ConditionExpression: "attribute_exists(pk)",
        },
      },
    ];
    const failed = await transact(TransactItems);
    if (failed.includes(TransactItems.length - 1)) throw new NotFound();
    return failed.length === 0;
  },

  async noteAssignee({ organizationId, integrationId, key, groupId }, hint) {
    await forward(keys.ticketLink(organizationId, integrationId, key, groupId), "hint", hint);
  },

  async noteStatus({ organizationId, integrationId, key, groupId }, desired) {
    await forward(keys.ticketLink(organizationId, integrationId, key, groupId), "desiredStatus", desired);
  },
};

/** Sets an attribute that carries its version; an older version, or a link that is gone, changes nothing. */
async function forward(key: { pk: string; sk: string }, name: string, value: { version: number }): Promise<void> {
  const request = dynamo.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key,
      UpdateExpression: "SET #name = :value",
      ConditionExpression:
        "attribute_exists(pk) AND (attribute_type(#name, :null) OR attribute_not_exists(#name) OR #name.#version < :version)",
      ExpressionAttributeNames: { "#name": name, "#version": "version" },
      ExpressionAttributeValues: { ":value": value, ":version": value.version, ":null": "NULL" },
    }),
  );
  await orUnavailable(request).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

const readLink = (item: Item): TicketLink => {
  const { organizationId, integrationId, key, projectId, groupId, externalIssueId, hint } = item as TicketLink;
  return { organizationId, integrationId, key, projectId, groupId, externalIssueId, hint };
};
