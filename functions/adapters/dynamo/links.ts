import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { TicketLink } from "../../../core/sync/link.ts";
import type { Links } from "../../../core/sync/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";

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
    ];
    try {
      await orUnavailable(dynamo.send(new TransactWriteCommand({ TransactItems })));
      return true;
    } catch (error) {
      if (conditionFailed(error)) return false;
      throw error;
    }
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
    if (!conditionFailed(error)) throw error;
  });
}

const readLink = (item: Item): TicketLink => {
  const { organizationId, integrationId, key, projectId, groupId, externalIssueId, hint } = item as TicketLink;
  return { organizationId, integrationId, key, projectId, groupId, externalIssueId, hint };
};

const conditionFailed = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).some((reason) => reason.Code === "ConditionalCheckFailed")
    : error instanceof Error && error.name === "ConditionalCheckFailedException";
