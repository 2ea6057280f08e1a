import type { SeenPlace } from "../../../core/issues/group.ts";
import type { Groups, IssueIndex, Listed } from "../../../core/issues/ports.ts";
import { batchGet } from "./batch-get.ts";
import { readGroup, readLinked, readState } from "./group-items.ts";
import { indexed, type Key, keys, prefixes, readTime, sortKeys } from "./keys.ts";
import { cursorAfter, queryPage } from "./query.ts";

type Item = Record<string, unknown>;

export const listByProject: Groups["listByProject"] = async (organizationId, projectId, { index = { by: "seen" }, limit, after }) => {
  const cursor = after && cursorAfter([indexed.time(after.lastSeen, after.groupId), ...itemAt(organizationId, after, index)]);
  const { items, next } = await queryPage({ ...partition(organizationId, projectId, index), page: { limit, cursor } });
  const listed = items.map((it) => listedFrom(it, index));
  return { items: listed, next: next === null ? null : (listed.at(-1)?.place ?? null) };
};

function partition(organizationId: number, projectId: number, index: IssueIndex): { index: "gsi1" | "gsi2"; pk: string } {
  switch (index.by) {
    case "seen":
      return { index: "gsi1", pk: indexed.groups(organizationId, projectId) };
    case "status":
      return { index: "gsi1", pk: indexed.status(organizationId, projectId, index.status) };
    case "owner":
      return { index: "gsi2", pk: indexed.owner(organizationId, projectId, index.owner) };
    case "tag":
      return { index: "gsi1", pk: indexed.tag(organizationId, projectId, index.key, index.value) };
  }
}

/** Which of a group's items stands in an index. */
function itemAt(organizationId: number, { groupId }: SeenPlace, index: IssueIndex): [pk: string, sk: string] {
  const { pk, sk } = itemOf(organizationId, groupId, index);
  return [pk, sk];
}

function itemOf(organizationId: number, groupId: number, index: IssueIndex): Key {
  if (index.by === "seen") return keys.group(organizationId, groupId);
  return index.by === "tag" ? keys.tagged(organizationId, groupId, index.key, index.value) : keys.groupState(organizationId, groupId);
}

function listedFrom(item: Item, { by }: IssueIndex): Listed {
  const [lastSeen, groupId] = readTime(item.gsi1sk as string);
  const place = { lastSeen, groupId: Number(groupId) };
  if (by === "seen") return { place, group: readGroup(item) };
  return by === "status" ? { place, state: readState(item) } : { place };
}

/** The state is always read anew: a page says what was decided a moment ago. */
export const complete: Groups["complete"] = async (organizationId, listed, tagKeys = []) => {
  const wanted = listed.flatMap(({ group, place: { groupId } }) => [
    ...(group ? [] : [keys.group(organizationId, groupId)]),
    keys.groupState(organizationId, groupId),
    ...tagKeys.map((it) => keys.tagValues(organizationId, groupId, it)),
  ]);
  const found = Map.groupBy(await batchGet(wanted), (it) => it.pk);
  return listed.flatMap(({ group, place: { groupId } }) => {
    const items = found.get(keys.group(organizationId, groupId).pk) ?? [];
    const [described, state] = [sortKeys.group, sortKeys.state].map((sk) => items.find((it) => it.sk === sk));
    const whole = group ?? (described && readGroup(described));
    return whole && state
      ? [{ group: whole, state: readState(state), tags: tagsIn(items), linked: state.linked !== undefined, linkedTo: readLinked(state) }]
      : [];
  });
};

const tagsIn = (items: readonly Item[]): Map<string, Set<string>> =>
  new Map(
    items
      .filter((it) => String(it.sk).startsWith(prefixes.tagValues))
      .map((it) => [String(it.sk).slice(prefixes.tagValues.length), it.tagValues as Set<string>]),
  );
