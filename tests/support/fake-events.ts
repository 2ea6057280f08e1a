import { NotFound, Unavailable } from "../../core/errors.ts";
import { secondOf } from "../../core/events/arrivals.ts";
import type { Arrivals, Counted, NewEvent, NewGroup } from "../../core/events/event.ts";
import type { Events } from "../../core/events/ports.ts";
import type { Page, Paged } from "../../core/page.ts";
import type { Ids } from "../../core/ports.ts";

/** Groups and events in memory. `race` runs once, between a group's lookup and its creation. */
export function fakeEvents(race: () => void = () => {}) {
  const groups = new Map<string, NewGroup>();
  const stored = new Map<string, NewEvent>();
  const arrived: Arrivals[] = [];
  const marked = new Set<string>();
  const markOf = (projectId: number, { id, receivedAt }: Counted) => place(projectId, secondOf({ receivedAt }), id);
  /** What is counted besides an event that is kept. */
  const counted = new Map<string, number>();
  const place = (...parts: (string | number)[]) => parts.join("/");
  const newestFirst = (wanted: (it: NewEvent) => boolean) =>
    [...stored.values()].filter(wanted).sort((a, b) => b.event.timestamp - a.event.timestamp || (a.event.id < b.event.id ? 1 : -1));
  const ofGroup = (organizationId: number, groupId: number) =>
    newestFirst((it) => it.organizationId === organizationId && it.groupId === groupId);
  const paged = (all: NewEvent[], { limit, cursor = "0" }: Page): Paged<NewEvent> => {
    const end = Number(cursor) + limit;
    return { items: structuredClone(all.slice(Number(cursor), end)), next: end < all.length ? String(end) : null };
  };
  const port: Events = {
    groupsByHashes: async (organizationId, projectId, events) => {
      const of = (hash: string) => groups.get(place(organizationId, projectId, hash));
      return events.map((hashes) => {
        const hash = hashes.find(of);
        return hash === undefined ? null : { groupId: of(hash)!.id, hash, missing: hashes.filter((it) => !of(it)) };
      });
    },
    addHashes: async (organizationId, projectId, { hash, missing }) => {
      for (const it of missing) groups.set(place(organizationId, projectId, it), groups.get(place(organizationId, projectId, hash))!);
    },
    createGroup: async (group) => {
      race();
      const at = group.hashes.map((hash) => place(group.organizationId, group.projectId, hash));
      const winner = at.map((it) => groups.get(it)).find((it) => it !== undefined);
      if (winner) return { groupId: winner.id, created: false };
      if ([...groups.values()].some((it) => it.id === group.id)) throw new Unavailable("The group", 1);
      for (const it of at) groups.set(it, group);
      return { groupId: group.id, created: true };
    },
    store: async (arrivals) => {
      const { organizationId, projectId, groupId, kept, others } = arrivals;
      const at = ({ event }: NewEvent) => place(organizationId, projectId, event.id);
      const there = [
        ...kept.filter((it) => stored.has(at(it))).map((it) => it.event.id),
        ...others.filter((it) => marked.has(markOf(projectId, it))).map((it) => it.id),
      ];
      if (there.length > 0) return there;
      if (![...groups.values()].some((it) => it.organizationId === organizationId && it.id === groupId)) throw new NotFound();
      for (const it of kept) stored.set(at(it), structuredClone(it));
      counted.set(kept[0]!.event.id, others.length);
      for (const it of others) marked.add(markOf(projectId, it));
      arrived.push(structuredClone(arrivals));
      return [];
    },
    counted: async (organizationId, projectId, events) =>
      new Set(
        events.filter((it) => stored.has(place(organizationId, projectId, it.id)) || marked.has(markOf(projectId, it))).map((it) => it.id),
      ),
    countSince: async (organizationId, groupId, since, enough) => {
      const all = ofGroup(organizationId, groupId).filter((it) => it.event.timestamp >= since);
      return Math.min(
        enough,
        all.reduce((sum, it) => sum + 1 + (counted.get(it.event.id) ?? 0), 0),
      );
    },
    busiestHour: async (organizationId, groupId, since, until) => {
      const within = ofGroup(organizationId, groupId).filter(({ event: { timestamp } }) => timestamp >= since && timestamp < until);
      const hours = Map.groupBy(within, ({ event: { timestamp } }) => Math.floor(timestamp / 3_600_000));
      const sizes = [...hours.values()].map((of) => of.reduce((sum, it) => sum + 1 + (counted.get(it.event.id) ?? 0), 0));
      return Math.max(0, ...sizes);
    },
    get: async (organizationId, groupId, timestamp, eventId) =>
      structuredClone(ofGroup(organizationId, groupId).find(({ event }) => event.id === eventId && event.timestamp === timestamp) ?? null),
    find: async (organizationId, projectId, eventId) => structuredClone(stored.get(place(organizationId, projectId, eventId)) ?? null),
    groupOf: async (organizationId, projectIds, eventId) =>
      projectIds.map((it) => stored.get(place(organizationId, it, eventId))?.groupId).find((it) => it !== undefined) ?? null,
    beside: async (organizationId, groupId, from, way) => {
      const newest = ofGroup(organizationId, groupId);
      const all = way === "older" ? newest : newest.toReversed();
      const at = from === null ? -1 : all.findIndex(({ event }) => event.id === from.id);
      return structuredClone((from !== null && at < 0 ? undefined : all[at + 1]) ?? null);
    },
    latest: async (organizationId, groupId) => structuredClone(ofGroup(organizationId, groupId)[0] ?? null),
    list: async (organizationId, groupId, page) => paged(ofGroup(organizationId, groupId), page),
    listByProject: async (organizationId, projectId, page) =>
      paged(
        newestFirst((it) => it.organizationId === organizationId && it.projectId === projectId),
        page,
      ),
  };
  return { port, groups, stored, arrived };
}

export function countingIds(first: number): Ids & { taken: number } {
  const ids = {
    taken: 0,
    next: async () => first + ids.taken++,
  };
  return ids;
}
