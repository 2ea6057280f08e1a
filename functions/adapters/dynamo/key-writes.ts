import type { KeyWrites } from "../../../core/projects/ports.ts";
import type { ProjectKey } from "../../../core/projects/project.ts";
import { activeProject } from "./active-project.ts";
import { tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { forgetProjectKey } from "./project-keys.ts";
import { transact, type Write } from "./transact.ts";

/** A key is there twice: as ingest asks for it, and in the list of its project. */
export const keyWrites: KeyWrites = {
  async create(key) {
    const failed = await transact([...put(key, "attribute_not_exists(pk)"), activeProject(key.organizationId, key.projectId)]);
    return failed.length === 0;
  },

  async update(key) {
    const failed = await transact(put(key, "attribute_exists(pk)"));
    forgetProjectKey(key.publicKey);
    return failed.length === 0;
  },

  async remove(key) {
    await transact(itemKeys(key).map((Key) => ({ Delete: { TableName: tableName(), Key } })));
    forgetProjectKey(key.publicKey);
  },
};

const itemKeys = ({ organizationId, projectId, id, publicKey }: ProjectKey) => [
  keys.publicKey(publicKey),
  keys.projectKey(organizationId, projectId, id),
];

const put = (key: ProjectKey, ConditionExpression: string): Write[] =>
  itemKeys(key).map((it) => ({ Put: { TableName: tableName(), Item: { ...it, ...key }, ConditionExpression } }));
