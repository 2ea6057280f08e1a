import { tableName } from "./client.ts";
import { keys } from "./keys.ts";
import type { Write } from "./transact.ts";

/** What is written together with this is refused once somebody has asked for the removal of the project. */
export const activeProject = (organizationId: number, projectId: number): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.project(organizationId, projectId),
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(deletedAt)",
  },
});
