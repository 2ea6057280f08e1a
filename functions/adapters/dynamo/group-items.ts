import type { Activity } from "../../../core/issues/activity.ts";
import type { Group, GroupState } from "../../../core/issues/group.ts";
import type { LinkedTo } from "../../../core/issues/ports.ts";
import { tableName } from "./client.ts";
import { indexed, keys, partsIn, placeOf } from "./keys.ts";
import type { Write } from "./transact.ts";

type Item = Record<string, unknown>;

/** The described and counted half of a group. Attributes carry the names of the type; the index keeps groups by last seen. */
export const groupItem = ({ firstRelease, days = {}, ...group }: Group): Item => ({
  ...keys.group(group.organizationId, group.id),
  gsi1pk: indexed.groups(group.organizationId, group.projectId),
  gsi1sk: indexed.time(group.lastSeen, group.id),
  ...group,
  ...Object.fromEntries(Object.entries(days).map(([day, count]) => [dayName(Number(day)), count])),
  // Left out so that the first event that names one sets it.
  ...(firstRelease !== null && { firstRelease }),
});

/** The decided half. Both indexes list it by the hour in which the group was last seen. */
export const stateItem = (group: Pick<Group, "organizationId" | "projectId" | "id" | "lastSeen">, state: GroupState): Item => ({
  ...keys.groupState(group.organizationId, group.id),
  ...stateIndex(group, state),
  gsi1sk: indexed.time(group.lastSeen - (group.lastSeen % 3_600_000), group.id),
  organizationId: group.organizationId,
  projectId: group.projectId,
  groupId: group.id,
  ...state,
});

type Place = { organizationId: number; projectId: number };

/** In what parts of the indexes a state is, or goes with a change of it. */
export const stateIndex = ({ organizationId, projectId }: Place, { status, assignee }: Partial<GroupState>): Item => ({
  ...(status && { gsi1pk: indexed.status(organizationId, projectId, status) }),
  ...(assignee !== undefined && { gsi2pk: indexed.owner(organizationId, projectId, assignee) }),
});

export const readActivity = ({ pk: _pk, sk: _sk, gsi2pk: _o, gsi1sk: _t, ...activity }: Item): Activity => activity as unknown as Activity;

/** Without what only the store needs: keys, the grouping keys it collects, the groups merged into it. */
export function readGroup({ pk: _pk, sk: _sk, gsi1pk: _g, gsi1sk: _s, hashes: _h, absorbed: _a, ...item }: Item): Group {
  const [group, days]: [Item, Record<number, number>] = [{}, {}];
  for (const [name, value] of Object.entries(item)) {
    if (isDayName(name)) days[Number(name.slice(1))] = value as number;
    else group[name] = value;
  }
  return { userCount: 0, firstRelease: null, ...group, ...(Object.keys(days).length > 0 && { days }) } as unknown as Group;
}

/** An attribute for each day, so that counting one needs nothing that is there: `d20421`. */
export const dayName = (day: number): string => `d${day}`;
const isDayName = (name: string): boolean => name.length === 6 && /^d\d{5}$/.test(name);

const partsOf = (set: unknown): string[][] => [...((set as Set<string> | undefined) ?? [])].sort().map(partsIn);

/** A state also has what its group is linked to: whoever lists issues shows it, and reads it anyway. */
export const readLinked = ({ linked, messages }: Item): LinkedTo => ({
  tickets: partsOf(linked).map(([integrationId, ticketId = ""]) => ({ integrationId: Number(integrationId), ticketId })),
  messages: partsOf(messages).map(([guildId = "", channelId = "", messageId = ""]) => ({ guildId, channelId, messageId })),
});

/** The state has a message of its group from now on; refused where the group is gone. */
export const withMessage = (
  { organizationId, groupId }: { organizationId: number; groupId: number },
  { guildId, channelId, messageId }: LinkedTo["messages"][number],
): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.groupState(organizationId, groupId),
    UpdateExpression: "ADD messages :message",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":message": new Set([placeOf(guildId, channelId, messageId)]) },
  },
});

export const readState = (item: Item): GroupState => {
  const { version, status, substatus, statusDetails = null, statusSourceTime, assignee, assigneeSourceTime } = item as GroupState;
  const { ownerUnder, statusUnder } = item as GroupState;
  const under = { ...(ownerUnder && { ownerUnder }), ...(statusUnder && { statusUnder }) };
  return { version, status, substatus, statusDetails, statusSourceTime, assignee, assigneeSourceTime, ...under };
};
