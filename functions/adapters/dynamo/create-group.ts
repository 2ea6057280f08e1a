import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { NotFound, Unavailable } from "../../../core/errors.ts";
import type { NewGroup } from "../../../core/events/event.ts";
import { NEW_GROUP_STATE } from "../../../core/events/new-group.ts";
import type { Events } from "../../../core/events/ports.ts";
import { now } from "../clock.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { GetCommand, UpdateCommand } from "./commands.ts";
import { groupsByHashes } from "./group-hashes.ts";
import { groupItem, stateItem } from "./group-items.ts";
import { keys } from "./keys.ts";
import { inOutbox } from "./outbox-items.ts";
import { remove } from "./remove.ts";
import { transact, type Write } from "./transact.ts";

type Project = Pick<NewGroup, "organizationId" | "projectId" | "firstSeen">;

const ATTEMPTS = 5;

export const createGroup: Events["createGroup"] = async ({ hashes, ...group }) => {
  const { organizationId, projectId, id: groupId } = group;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const shortId = await nextShortId(group, 10 ** attempt);
    const hashed = hashes.map((hash) => keys.hash(organizationId, projectId, hash));
    const short = keys.shortId(organizationId, shortId);
    const led = [...hashed, short];
    // By its short id others hear that there is a new issue: that is written once, and the issue with each of its events.
    const told = { ...short, groupId, projectId, ...inOutbox(groupId, now()) };
    const counts = { count: 0, userCount: 0, firstRelease: group.release };
    const items = [{ ...groupItem({ ...group, shortId, ...counts }), hashes }, stateItem(group, NEW_GROUP_STATE)];
    const failed = await transact([...hashed.map((key) => put({ ...key, groupId })), put(told), ...items.map(put)]);
    if (failed.length === 0) {
      if (await isActive(group)) return { groupId, created: true };
      await remove([...led, keys.group(organizationId, groupId), keys.groupState(organizationId, groupId)]);
      throw new NotFound();
    }
    if (failed.some((position) => position < hashes.length)) {
      const [winner] = await groupsByHashes(organizationId, projectId, [hashes]);
      if (winner) return { groupId: winner.groupId, created: false };
    }
    // The id was given out twice: only another id helps. A short id that is taken is a slug's that another project had before.
    if (failed.some((position) => position >= led.length)) break;
  }
  throw new Unavailable("The store of ids", 1);
};

const put = (Item: Record<string, unknown>): Write => ({
  Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" },
});

/**
 * A project may be deleted between its short id and the group. Its removal finds every group that was there before it asked; this finds
 * the project deleted for every one that was not.
 */
async function isActive({ organizationId, projectId }: Project): Promise<boolean> {
  const Key = keys.project(organizationId, projectId);
  const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
  return Item !== undefined && Item.deletedAt === undefined;
}

/** Counts in the project, which has its first event by now. Numbers may be left out, never given twice by one project; `step` leaps over another's with the same slug. */
async function nextShortId({ organizationId, projectId, firstSeen }: Project, step: number): Promise<string> {
  const request = new UpdateCommand({
    TableName: tableName(),
    Key: keys.project(organizationId, projectId),
    UpdateExpression: "ADD groupCounter :step SET firstEventAt = if_not_exists(firstEventAt, :seen)",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(deletedAt)",
    ExpressionAttributeValues: { ":step": step, ":seen": firstSeen },
    ReturnValues: "ALL_NEW",
  });
  try {
    const { Attributes } = await orUnavailable(dynamo.send(request));
    return `${String(Attributes?.slug).toUpperCase()}-${Attributes?.groupCounter}`;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new NotFound();
    throw error;
  }
}
