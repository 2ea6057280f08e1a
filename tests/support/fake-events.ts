import type { NewEvent, NewGroup } from "../../core/events/event.ts";
import type { Events } from "../../core/events/ports.ts";
import type { Ids } from "../../core/ports.ts";

/** Groups and events in memory. `race` runs once, between a group's lookup and its creation. */
export function fakeEvents(race: () => void = () => {}) {
  const groups = new Map<string, NewGroup>();
  const stored = new Map<string, NewEvent>();
  const place = (...parts: (string | number)[]) => parts.join("/");
  const unused = async () => ({ items: [], next: null });
  const port: Events = {
    groupByHash: async (organizationId, projectId, hash) => groups.get(place(organizationId, projectId, hash))?.id ?? null,
    createGroup: async (group) => {
      race();
      const at = place(group.organizationId, group.projectId, group.hash);
      const winner = groups.get(at);
      if (winner) return { groupId: winner.id, created: false };
      groups.set(at, group);
      return { groupId: group.id, created: true };
    },
    store: async (event) => {
      const at = place(event.organizationId, event.projectId, event.event.id);
      if (stored.has(at)) return false;
      stored.set(at, event);
      return true;
    },
    countSince: async (organizationId, groupId, since, enough) => {
      const all = [...stored.values()].filter((it) => it.organizationId === organizationId && it.groupId === groupId);
      return Math.min(enough, all.filter((it) => it.event.timestamp >= since).length);
    },
    get: async (organizationId, groupId, _timestamp, eventId) =>
      [...stored.values()].find((it) => it.organizationId === organizationId && it.groupId === groupId && it.event.id === eventId) ?? null,
    find: async (organizationId, projectId, eventId) => stored.get(place(organizationId, projectId, eventId)) ?? null,
    latest: async () => null,
    list: unused,
    listByProject: unused,
  };
  return { port, groups, stored };
}

export function countingIds(first: number): Ids & { taken: number } {
  const ids = {
    taken: 0,
    next: async () => first + ids.taken++,
  };
  return ids;
}
