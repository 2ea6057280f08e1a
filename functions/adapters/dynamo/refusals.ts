import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { Refusals } from "../../../core/events/ports.ts";
import type { RefusedKind } from "../../../core/projects/project.ts";
import { log } from "../log.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { keys } from "./keys.ts";

/** How far apart a function writes what it refuses of one project. */
const APART_MS = 5_000;
const ENTRIES = 1_000;

const noted = new Map<string, { count: number; written: number }>();

export const refusals: Refusals = {
  async add({ organizationId, projectId }, what, count, at) {
    const request = new UpdateCommand({
      TableName: tableName(),
      Key: keys.project(organizationId, projectId),
      UpdateExpression: "ADD #what :count SET refusedAt = :at",
      ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(deletedAt)",
      ExpressionAttributeNames: { "#what": ATTRIBUTES[what] },
      ExpressionAttributeValues: { ":count": count, ":at": at },
    });
    // Not worth another answer than the one that somebody gets for it.
    await orUnavailable(dynamo.send(request)).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) log.warn("refusals.not_counted", { project: projectId, count });
    });
  },

  async note(place, what, at) {
    const key = `${what} ${place.projectId}`;
    const own = noted.get(key) ?? { count: 0, written: 0 };
    if (noted.size >= ENTRIES) noted.clear();
    noted.set(key, own);
    own.count += 1;
    if (at < own.written + APART_MS) return;
    const { count } = own;
    Object.assign(own, { count: 0, written: at });
    await refusals.add(place, what, count, at);
  },
};

const ATTRIBUTES: Record<RefusedKind, string> = { requests: "refusedRequests", newIssues: "refusedNewIssues" };
