import { createHash } from "node:crypto";
import type { Activity, HistoryRecord } from "../../core/issues/activity.ts";
import type { Group, GroupState } from "../../core/issues/group.ts";
import type { Subscriber } from "../../core/issues/participation.ts";
import type { Groups, GroupWithState, StateChange } from "../../core/issues/ports.ts";
import type { Member, Organization, Team } from "../../core/organizations/organization.ts";
import type { Organizations } from "../../core/organizations/ports.ts";
import type { Log, Seal, Sender } from "../../core/ports.ts";
import type { TicketLink } from "../../core/sync/link.ts";

/** In-memory ports for unit tests; the contract suites run the same checks on these and on the adapters. */
export function fakeGroups(seed: readonly GroupWithState[] = []) {
  const rows = new Map(seed.map((it) => [it.group.id, structuredClone(it)]));
  const activities: Activity[] = [];
  const history: HistoryRecord[] = [];
  const subscribers = new Map<number, readonly Subscriber[]>();
  /** Of a group, by key. */
  const tags = new Map<number, Map<string, Set<string>>>();
  /** Groups that a ticket is linked to. */
  const linked = new Set<number>();
  const owned = (organizationId: number, id: number) => {
    const row = rows.get(id);
    return row?.group.organizationId === organizationId ? row : undefined;
  };
  const apply = (change: StateChange) => {
    const row = owned(change.ref.organizationId, change.ref.groupId);
    if (row) {
      Object.assign(row.state, change.set, { version: change.expected + 1 });
      if (!row.state.ownerUnder) delete row.state.ownerUnder;
      if (!row.state.statusUnder) delete row.state.statusUnder;
    }
    activities.push(change.activity);
    if (change.history) history.push(change.history);
    if (change.assignedSubscribers) subscribers.set(change.ref.groupId, change.assignedSubscribers);
  };
  const port: Groups = {
    get: async (organizationId, id) => structuredClone(owned(organizationId, id) ?? null),
    getMany: async (organizationId, ids) => [...new Set(ids)].flatMap((id) => structuredClone(owned(organizationId, id)) ?? []),
    byShortId: async (organizationId, shortId) =>
      [...rows.values()].find((it) => it.group.organizationId === organizationId && it.group.shortId === shortId.toUpperCase())?.group.id ??
      null,
    listByProject: async (organizationId, projectId, { index = { by: "seen" }, limit, after }) => {
      const placeOf = ({ group: { id, lastSeen } }: GroupWithState) => ({
        lastSeen: index.by === "seen" ? lastSeen : lastSeen - (lastSeen % 3_600_000),
        groupId: id,
      });
      const listed = ({ group, state }: GroupWithState) => {
        if (index.by === "status") return state.status === index.status;
        if (index.by === "owner") return JSON.stringify(state.assignee) === JSON.stringify(index.owner);
        return index.by === "seen" || (tags.get(group.id)?.get(index.key)?.has(index.value) ?? false);
      };
      const all = [...rows.values()]
        .filter((it) => it.group.organizationId === organizationId && it.group.projectId === projectId && listed(it))
        .map((it) => ({ ...structuredClone(it), place: placeOf(it) }))
        .sort(({ place: a }, { place: b }) => b.lastSeen - a.lastSeen || b.groupId - a.groupId)
        .filter(
          ({ place }) => !after || place.lastSeen < after.lastSeen || (place.lastSeen === after.lastSeen && place.groupId < after.groupId),
        );
      const items = all.slice(0, limit).map(({ group, state, place }) => ({
        ...{ place, ...(index.by === "seen" && { group }) },
        ...(index.by === "status" && { state }),
      }));
      return { items, next: all.length > limit ? (items.at(-1)?.place ?? null) : null };
    },
    complete: async (organizationId, listed, tagKeys = []) =>
      listed.flatMap(({ place: { groupId } }) => {
        const row = owned(organizationId, groupId);
        const own = new Map([...(tags.get(groupId) ?? [])].filter(([key]) => tagKeys.includes(key)));
        return row ? [{ ...structuredClone(row), tags: own, linked: linked.has(groupId) }] : [];
      }),
    commit: async (changes) => {
      const current = new Map<number, GroupState | null>();
      for (const { ref, expected, set } of changes) {
        const row = owned(ref.organizationId, ref.groupId);
        const older =
          (set.assigneeSourceTime ?? Infinity) < (row?.state.assigneeSourceTime ?? 0) ||
          (!("statusUnder" in set) && (set.statusSourceTime ?? Infinity) < (row?.state.statusSourceTime ?? 0));
        if (row?.state.version !== expected || older) current.set(ref.groupId, structuredClone(row?.state ?? null));
      }
      if (current.size > 0) return { outcome: "stale", current };
      changes.forEach(apply);
      return { outcome: "committed" };
    },
    confirm: async (ref, expected, newest) => {
      const row = owned(ref.organizationId, ref.groupId);
      if (row?.state.version !== expected) return false;
      const before = structuredClone(row.state);
      Object.assign(row.state, newest);
      const moved = row.state.assigneeSourceTime >= before.assigneeSourceTime && row.state.statusSourceTime >= before.statusSourceTime;
      if (!moved) row.state = before;
      return moved;
    },
    activity: async (organizationId, id, version) =>
      activities.find((it) => it.organizationId === organizationId && it.groupId === id && it.version === version) ?? null,
    activities: async (organizationId, id, limit) =>
      activities
        .filter((it) => it.organizationId === organizationId && it.groupId === id)
        .sort((a, b) => b.version - a.version)
        .slice(0, limit),
  };
  return { port, rows, activities, history, subscribers, tags, linked };
}

export function fakeOrganizations(seed: { organization: Organization; members: Member[]; teams: Team[] }): Organizations {
  const { organization, members, teams } = seed;
  const own = <T>(organizationId: number, value: T[]): T[] => (organizationId === organization.id ? value : []);
  return {
    bySlug: async (slug) => (slug === organization.slug ? organization : null),
    byId: async (id) => (id === organization.id ? organization : null),
    fresh: async (id) => (id === organization.id ? organization : null),
    members: async (id) => own(id, members),
    member: async (id, userId) => own(id, members).find((it) => it.userId === userId) ?? null,
    membersByEmail: async (id, email) =>
      own(id, members)
        .filter((it) => it.email.toLowerCase() === email.toLowerCase())
        .sort((a, b) => a.userId - b.userId)
        .map(({ userId, email: address, active, projects }) => ({ userId, email: address, active, projects })),
    teams: async (id) => own(id, teams),
    team: async (id, teamId) => own(id, teams).find((it) => it.id === teamId) ?? null,
  };
}

/** What was sent is what would arrive: copies, without what is undefined. */
export function fakeSender<T>(): Sender<T> & { sent: T[] } {
  const sent: T[] = [];
  return { sent, send: async (messages) => void sent.push(...messages.map((it) => JSON.parse(JSON.stringify(it)) as T)) };
}

export function fakeLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const write = (event: string) => void lines.push(event);
  return { lines, info: write, warn: write, error: write, metric: write };
}

/** Hides nothing, but opens only what it closed, and only under the context that it was closed for. */
export const plainSeal: Seal = {
  close: (plain, context) => JSON.stringify([context, plain, sumOf(context, plain)]),
  open: (sealed, context) => {
    const [bound, plain, sum] = JSON.parse(sealed) as [string, string, string];
    if (bound !== context || sum !== sumOf(context, plain)) throw new Error("sealed for something else, or changed");
    return plain;
  },
};

const sumOf = (...parts: string[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

export const ORGANIZATION: Organization = { id: 11, slug: "acme", name: "Acme", createdAt: 0, features: [] };

export function aGroup(id: number, over: Partial<Group> = {}, state: Partial<GroupState> = {}): GroupWithState {
  const group: Group = {
    id,
    organizationId: ORGANIZATION.id,
    projectId: 21,
    shortId: `WEB-${id}`,
    title: "Error: boom",
    culprit: "main",
    level: "error",
    type: "error",
    metadata: {},
    logger: null,
    unhandled: false,
    platform: "node",
    count: 1,
    userCount: 0,
    firstSeen: 1,
    lastSeen: id,
    firstRelease: null,
    release: null,
    ...over,
  };
  const base: GroupState = {
    version: 0,
    status: "unresolved",
    substatus: "new",
    statusDetails: null,
    statusSourceTime: 0,
    assignee: null,
    assigneeSourceTime: 0,
  };
  return { group, state: { ...base, ...state } };
}

export function aMember(userId: number, name: string, over: Partial<Member> = {}): Member {
  const email = `${name}@example.com`;
  return { userId, name, username: name, email, role: "member", active: true, createdAt: 0, teams: [31], projects: [21], ...over };
}

export function aLink(groupId: number, over: Partial<TicketLink> = {}): TicketLink {
  return {
    organizationId: ORGANIZATION.id,
    integrationId: 41,
    provider: "jira_server",
    externalId: "jira.example.com:lockstep",
    ticketId: over.key ?? "APP-1",
    key: "APP-1",
    projectId: 21,
    groupId,
    shortId: `WEB-${groupId}`,
    externalIssueId: 51,
    since: 0,
    hint: null,
    notes: [],
    notesLost: 0,
    ...over,
  };
}
