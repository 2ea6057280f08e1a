import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Users } from "../../../core/organizations/ports.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";

export const users: Users = {
  async byEmail(email) {
    const read = new GetCommand({ TableName: tableName(), Key: keys.userAddress(email), ConsistentRead: true });
    const { Item } = await orUnavailable(dynamo.send(read));
    return (Item?.userId as number | undefined) ?? null;
  },
};
