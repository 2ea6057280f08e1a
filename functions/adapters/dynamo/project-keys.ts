import type { Projects } from "../../../core/projects/ports.ts";
import type { ProjectKey } from "../../../core/projects/project.ts";
import { warm } from "../warm.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand } from "./commands.ts";
import { keys } from "./keys.ts";

const remember = warm<ProjectKey>(60_000);

/** By the public part, whatever organization it is of; kept 60 s while the function is warm: every event asks for one. */
export const projectKey: Projects["key"] = (publicKey) =>
  remember(publicKey, async () => {
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key: keys.publicKey(publicKey) })));
    return Item ? readKey(Item) : null;
  });

/** For what this process has changed itself. */
export const forgetProjectKey = (publicKey: string): void => remember.forget(publicKey);

const readKey = (item: Record<string, unknown>): ProjectKey => {
  const { id, organizationId, projectId, publicKey, name, active, createdAt, rateLimit } = item as ProjectKey;
  return { id, organizationId, projectId, publicKey, name, active, createdAt, ...(rateLimit && { rateLimit }) };
};
