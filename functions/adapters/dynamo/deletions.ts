import type { Deletion } from "../../../core/projects/deletion.ts";
import type { Deletions } from "../../../core/projects/ports.ts";
import { now } from "../clock.ts";
import { auditEntry } from "./audit-entry.ts";
import { dynamo, getItem, tableName, unlessRefused } from "./client.ts";
import { DeleteCommand } from "./commands.ts";
import { type Key, keys, prefixes } from "./keys.ts";
import { inOutbox } from "./outbox-items.ts";
import { queryAll } from "./query.ts";
import { transact } from "./transact.ts";

export const deletions: Deletions = {
  async begin(deletion) {
    const { organizationId, projectId, slug, requestedAt } = deletion;
    const failed = await transact([
      {
        Update: {
          TableName: tableName(),
          Key: keys.project(organizationId, projectId),
          UpdateExpression: "SET deletedAt = :at ADD cacheEpoch :one",
          ConditionExpression: "slug = :slug AND attribute_not_exists(deletedAt)",
          ExpressionAttributeValues: { ":at": requestedAt, ":one": 1, ":slug": slug },
        },
      },
      { Delete: { TableName: tableName(), ...leadingTo(projectId, keys.projectSlug(organizationId, slug)) } },
      {
        Put: {
          TableName: tableName(),
          Item: {
            ...{ ...keys.deletion(organizationId, projectId), ...inOutbox(projectId, now()) },
            ...{ ...deletion, counted: null, done: 0, finishedAt: null },
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ]);
    return failed.length === 0;
  },

  list: async (organizationId) => (await queryAll(keys.organization(organizationId).pk, prefixes.deletion)).map(readDeletion),

  async byProject(organizationId, projectId) {
    const item = await getItem(keys.deletion(organizationId, projectId));
    return item ? readDeletion(item) : null;
  },

  async bySlug(organizationId, slug) {
    return (await deletions.list(organizationId)).filter((it) => it.slug === slug).sort((a, b) => b.requestedAt - a.requestedAt)[0] ?? null;
  },

  async count({ organizationId, projectId, slug, name, requestedBy: actor, requestedAt: at }, groups) {
    await transact([
      {
        Update: {
          TableName: tableName(),
          Key: keys.deletion(organizationId, projectId),
          UpdateExpression: "SET counted = :groups",
          ConditionExpression: "attribute_type(counted, :null)",
          ExpressionAttributeValues: { ":groups": groups, ":null": "NULL" },
        },
      },
      auditEntry(organizationId, { event: "PROJECT_REMOVE", actor, target: projectId, at, data: { slug, name } }),
    ]);
  },

  async finish(organizationId, projectId, finishedAt) {
    const project = keys.project(organizationId, projectId);
    const former = (await getItem(project))?.formerSlugs as Set<string> | undefined;
    for (const slug of former ?? []) {
      const redirect = leadingTo(projectId, keys.projectSlug(organizationId, slug));
      await unlessRefused(dynamo.send(new DeleteCommand({ TableName: tableName(), ...redirect })));
    }
    await transact([
      { Delete: { TableName: tableName(), Key: project } },
      {
        Update: {
          TableName: tableName(),
          Key: keys.deletion(organizationId, projectId),
          // Groups that came while the others were counted are counted too by now.
          UpdateExpression: "SET finishedAt = :at, counted = done",
          ConditionExpression: "attribute_type(finishedAt, :null)",
          ExpressionAttributeValues: { ":at": finishedAt, ":null": "NULL" },
        },
      },
    ]);
  },
};

/** A slug, unless it is another project's. */
const leadingTo = (projectId: number, Key: Key) => ({
  Key,
  ConditionExpression: "projectId = :project",
  ExpressionAttributeValues: { ":project": projectId },
});

const readDeletion = ({ pk: _pk, sk: _sk, gsi2pk: _o, gsi1sk: _t, ...deletion }: Record<string, unknown>): Deletion => deletion as Deletion;
