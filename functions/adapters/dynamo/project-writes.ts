import type { ProjectWrites } from "../../../core/projects/ports.ts";
import { now } from "../clock.ts";
import { tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { inOutbox } from "./outbox-items.ts";
import { forgetPrivacy } from "./projects.ts";
import { transact, type Write } from "./transact.ts";

export const projectWrites: ProjectWrites = {
  async create(organizationId, { firstEventAt: _, ...project }, key) {
    const failed = await transact([
      put(keys.project(organizationId, project.id), { ...project, ...inOutbox(project.id, now()) }),
      reserveSlug(organizationId, project.id, project.slug),
      put(keys.publicKey(key.publicKey), key),
      put(keys.projectKey(organizationId, project.id, key.id), key),
    ]);
    return [...(failed.includes(1) ? (["slug"] as const) : []), ...(failed.some((it) => it !== 1) ? (["id"] as const) : [])];
  },

  async update(organizationId, before, { id, name, slug, platform, privacy }) {
    const renamed = slug !== before;
    const update: Write = {
      Update: {
        TableName: tableName(),
        Key: keys.project(organizationId, id),
        UpdateExpression: `SET #name = :name, slug = :slug, platform = :platform${privacy ? ", privacy = :privacy" : ""}${renamed ? " ADD formerSlugs :former" : ""}`,
        ConditionExpression: "slug = :before AND attribute_not_exists(deletedAt)",
        ExpressionAttributeNames: { "#name": "name" },
        ExpressionAttributeValues: {
          ...{ ":name": name, ":slug": slug, ":platform": platform, ":before": before },
          ...(privacy && { ":privacy": privacy }),
          ...(renamed && { ":former": new Set([before]) }),
        },
      },
    };
    const redirect = {
      Put: { TableName: tableName(), Item: { ...keys.projectSlug(organizationId, before), projectId: id, former: true } },
    };
    const failed = await transact(renamed ? [update, reserveSlug(organizationId, id, slug), redirect] : [update]);
    if (failed.length === 0) {
      forgetPrivacy(id);
      return "updated";
    }
    return failed.includes(0) ? "gone" : "taken";
  },
};

const put = (key: object, item: object): Write => ({
  Put: { TableName: tableName(), Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },
});

/** A slug that a project had before is free for others: it leads to that project only as long as nobody takes it. */
const reserveSlug = (organizationId: number, projectId: number, slug: string): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.projectSlug(organizationId, slug), projectId },
    ConditionExpression: "attribute_not_exists(pk) OR attribute_exists(former)",
  },
});
