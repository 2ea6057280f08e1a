import type { OwnerCaches } from "../caches/ports.ts";
import { NotFound } from "../errors.ts";
import { escalate } from "../issues/escalate.ts";
import type { Escalations, Groups, GroupWithState } from "../issues/ports.ts";
import { reopen } from "../issues/reopen.ts";
import type { OwnerEvaluation } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import { arrivalsOf, KEPT, MOST_USERS } from "./arrivals.ts";
import type { NewEvent } from "./event.ts";
import type { Described, InGroup, Place } from "./find-groups.ts";
import type { Events, KnownGroup, SearchIndex } from "./ports.ts";
import { searchedTags } from "./searched-tags.ts";

export type NeededToStore = Pick<Ports, "now" | "log"> & {
  events: Events;
  groups: Groups;
  escalations: Escalations;
  searchIndex: SearchIndex;
  ownerCaches: OwnerCaches;
  releases: Pick<Releases, "find">;
  ownerEvaluations: Sender<OwnerEvaluation>;
};

/**
 * Stores events in their group, and does what follows from them; `issue` is the group as it was before, null where it is new. Whatever
 * was interrupted is done again from the start. Throws Unavailable.
 */
export async function storeInGroup(
  ports: NeededToStore,
  place: Place,
  { groupId, events, known }: InGroup,
  issue: GroupWithState | null,
  again: boolean,
) {
  const into = await storeOrFollow(ports, place, groupId, events, {
    again,
    countUsers: (issue?.group.userCount ?? 0) < MOST_USERS,
  });
  if (into === null) return ports.log.metric("event.of_deleted_project", { project: place.projectId });
  const receivedAt = Math.max(...events.map((it) => it.received.receivedAt));
  await ports.searchIndex.saw({ ...place, groupId: into }, searchedTags(events.map((it) => it.received.event)), receivedAt);
  const before = into === groupId ? issue : await ports.groups.get(place.organizationId, into);
  if (before) {
    for (const event of newestOfReleases(events)) await reopen(ports, before, event);
    await escalate(ports, before);
  }
  if (into === groupId) await addHashes(ports, place, known);
  await findOwners(ports, arrivalsOf(inGroup(events, into)).kept[0]!);
}

/** `again`: some may have been stored before. */
type How = { again: boolean; countUsers: boolean };

const inGroup = (events: readonly Described[], groupId: number): NewEvent[] =>
  events.map(({ received: { v: _, ...received }, looks }) => ({ ...received, ...looks, groupId }));

/** Where the events are now; null where the project is gone. */
async function storeOrFollow(
  ports: NeededToStore,
  place: Place,
  groupId: number,
  events: readonly Described[],
  how: How,
): Promise<number | null> {
  try {
    await storeNew(ports, inGroup(events, groupId), how);
    return groupId;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    // Merged between the two: then it groups elsewhere by now. Otherwise the project is going.
    const [now] = await ports.events.groupsByHashes(place.organizationId, place.projectId, [events.flatMap((it) => it.hashes)]);
    return now && now.groupId !== groupId ? storeOrFollow(ports, place, now.groupId, events, { ...how, countUsers: true }) : null;
  }
}

/** Those that are counted already are not counted again, and others are kept in their place. */
async function storeNew({ events, log }: NeededToStore, all: readonly NewEvent[], { again, countUsers }: How): Promise<void> {
  const { organizationId, projectId, groupId } = all[0]!;
  const ids = all.map(({ receivedAt, event: { id } }) => ({ id, receivedAt }));
  const counted = again || all.length > KEPT ? await events.counted(organizationId, projectId, ids) : new Set<string>();
  const rest = new Map(all.filter((it) => !counted.has(it.event.id)).map((it) => [it.event.id, it]));
  let stored = 0;
  while (rest.size > 0) {
    const arrivals = arrivalsOf([...rest.values()]);
    const there = await events.store(countUsers ? arrivals : { ...arrivals, users: [] });
    const now = [...arrivals.kept.map((it) => it.event.id), ...arrivals.others.map((it) => it.id)];
    stored += there.length > 0 ? 0 : now.length;
    for (const id of there.length > 0 ? there : now) rest.delete(id);
  }
  const place = { organization: organizationId, project: projectId, group: groupId };
  if (stored < all.length) log.metric("event.duplicate", { ...place, count: all.length - stored });
}

/** Of the events of one release, the newest says whether a resolved issue is back. */
const newestOfReleases = (events: readonly Described[]) =>
  [
    ...Map.groupBy(
      events.map((it) => it.received.event),
      (it) => it.release,
    ).values(),
  ].map((of) => of.reduce((a, b) => (b.timestamp > a.timestamp ? b : a)));

/** Not worth an error, as the events are stored: the next one tries again. */
async function addHashes({ events, log }: NeededToStore, { organizationId, projectId }: Place, known: readonly KnownGroup[]) {
  const [first] = known;
  const missing = [...new Set(known.flatMap((it) => it.missing))];
  if (!first || missing.length === 0) return;
  const added = events.addHashes(organizationId, projectId, { ...first, missing });
  await added.catch(() => log.warn("group.hashes.not_added", { project: projectId, group: first.groupId }));
}

/** There may be no next event to ask again: while the queue is away, this one comes again, and is not counted again. */
async function findOwners({ ownerCaches, ownerEvaluations }: NeededToStore, newest: NewEvent) {
  const { organizationId, projectId, groupId, receivedAt, event } = newest;
  const { assigned, evaluated } = await ownerCaches.read(newest);
  if (assigned || evaluated) return;
  await ownerEvaluations.send([{ v: 1, organizationId, projectId, groupId, eventId: event.id, timestamp: event.timestamp, receivedAt }]);
}
