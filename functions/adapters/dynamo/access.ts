import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Unavailable } from "../../../core/errors.ts";
import type { Access } from "../../../core/organizations/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { queryAll } from "./query.ts";

type Key = { pk: string; sk: string };

const ATTEMPTS = 5;

export const access: Access = {
  setTeam: (organizationId, teamId, projectId, reaches) => set(keys.team(organizationId, teamId), projectId, reaches),

  async setMember(organizationId, { userId, email }, projectId, reaches) {
    const stored = await queryAll(keys.userEmail(userId, "").pk, "EMAIL#");
    const addresses = new Set([email, ...stored.map((it) => it.email as string)].map((it) => it.toLowerCase()));
    // The member last: as long as it differs, a repeat does the addresses again. An address that is not verified has no item.
    for (const address of addresses) await set(keys.memberEmail(organizationId, address, userId), projectId, reaches);
    await set(keys.member(organizationId, userId), projectId, reaches);
  },
};

/** One element of the list at a time, so that two projects that come at once do not undo each other. */
const set = (Key: Key, projectId: number, reaches: boolean): Promise<void> => (reaches ? add(Key, projectId) : take(Key, projectId));

async function add(Key: Key, projectId: number): Promise<void> {
  await update(Key, "SET projects = list_append(projects, :list)", "attribute_exists(pk) AND NOT contains(projects, :project)", {
    ":list": [projectId],
    ":project": projectId,
  });
}

async function take(Key: Key, projectId: number): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
    const at = ((Item?.projects ?? []) as number[]).indexOf(projectId);
    if (at === -1) return;
    if (await update(Key, `REMOVE projects[${at}]`, `projects[${at}] = :project`, { ":project": projectId })) return;
  }
  throw new Unavailable("The database", 1);
}

/** False when the condition does not hold. */
async function update(Key: Key, UpdateExpression: string, ConditionExpression: string, values: Record<string, unknown>): Promise<boolean> {
  const write = { TableName: tableName(), Key, UpdateExpression, ConditionExpression, ExpressionAttributeValues: values };
  return orUnavailable(dynamo.send(new UpdateCommand(write))).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    },
  );
}
