import { tableName } from "./client.ts";
import { keys } from "./keys.ts";
import type { Write } from "./transact.ts";

/** Refuses a transaction whose project is gone, or going: nothing may come to it that its removal would not find. */
export const activeProject = ({ organizationId, projectId }: { organizationId: number; projectId: number }): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.project(organizationId, projectId),
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(deletedAt)",
  },
});
