import type { OwnerCaches } from "../caches/ports.ts";
import { NotFound } from "../errors.ts";
import type { Groups } from "../issues/ports.ts";
import { reopen } from "../issues/reopen.ts";
import type { OwnerEvaluation } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { ProjectKey } from "../projects/project.ts";
import type { Description, ErrorEvent, NewEvent, NewGroup } from "./event.ts";
import { groupingKeys } from "./grouping/keys.ts";
import type { Events, KnownGroup } from "./ports.ts";
import { describe } from "./title.ts";

type Input = { key: Pick<ProjectKey, "organizationId" | "projectId">; event: ErrorEvent; receivedAt: number };

/**
 * Stores an event in the group of one of its grouping keys, which is created if there is none: unresolved, of version 0. An event that
 * comes again is counted once; `stored` is false for it. An issue that was resolved or archived may be back.
 * Throws NotFound when the project is gone, Unavailable when it may come again.
 */
export async function ingest(ports: Needed, { key: { organizationId, projectId }, event, receivedAt }: Input): Promise<Stored> {
  const group = { organizationId, projectId, hashes: groupingKeys(event), ...describe(event) };
  const known = await ports.events.groupByHashes(organizationId, projectId, group.hashes);
  const groupId = known?.groupId ?? (await createGroup(ports, group, event));
  const { hashes, ...described } = group;
  const storeIn = (id: number) => storeAndReopen(ports, { ...described, groupId: id, receivedAt, event }, known !== null);
  const { groupId: into, stored } = await storeIn(groupId).catch(async (error: unknown) => {
    // Merged between the two: then it groups elsewhere by now. Otherwise the project is going.
    const now = error instanceof NotFound ? await ports.events.groupByHashes(organizationId, projectId, hashes) : null;
    if (now === null || now.groupId === groupId) throw error;
    return storeIn(now.groupId);
  });
  if (known && known.missing.length > 0 && known.groupId === into) await addHashes(ports, group, known);
  if (!stored) ports.log.metric("event.duplicate", { organization: organizationId, project: projectId, group: into });
  return { groupId: into, stored };
}

type Needed = Pick<Ports, "ids" | "now" | "log"> & {
  events: Events;
  groups: Groups;
  ownerCaches: OwnerCaches;
  ownerEvaluations: Sender<OwnerEvaluation>;
};
type Stored = { groupId: number; stored: boolean };

/** Not worth refusing the event for, as it is stored: the next one tries again. */
async function addHashes({ events, log }: Needed, { organizationId, projectId }: GroupPlace, known: KnownGroup) {
  const added = events.addHashes(organizationId, projectId, known);
  await added.catch(() => log.warn("group.hashes.not_added", { project: projectId, group: known.groupId }));
}
type GroupPlace = Pick<NewGroup, "organizationId" | "projectId">;

async function storeAndReopen(ports: Needed, event: NewEvent, known: boolean): Promise<Stored> {
  const { organizationId, groupId } = event;
  const [stored, before, owned] = await Promise.all([
    ports.events.store(event),
    known ? ports.groups.get(organizationId, groupId) : null,
    ports.ownerCaches.read(event),
  ]);
  if (before) await reopen(ports, before, event.event);
  if (!owned.assigned && !owned.evaluated) await findOwners(ports, event);
  return { groupId, stored };
}

/** Not worth refusing the event for: the next one of the group asks again. */
async function findOwners({ ownerEvaluations, log }: Needed, { organizationId, projectId, groupId, receivedAt, event }: NewEvent) {
  const { id: eventId, timestamp } = event;
  const send = ownerEvaluations.send([{ v: 1, organizationId, projectId, groupId, eventId, timestamp, receivedAt }]);
  await send.catch(() => log.warn("owner_evaluation.not_sent", { project: projectId, group: groupId }));
}

async function createGroup(
  { events, ids, log }: Pick<Ports, "ids" | "log"> & { events: Events },
  group: GroupPlace & Pick<NewGroup, "hashes"> & Description,
  { level, platform, timestamp, release }: ErrorEvent,
): Promise<number> {
  const id = await ids.next();
  const { groupId, created } = await events.createGroup({
    ...group,
    id,
    level,
    platform,
    release,
    firstSeen: timestamp,
    lastSeen: timestamp,
  });
  if (created) log.metric("group.created", { organization: group.organizationId, project: group.projectId, group: groupId });
  return groupId;
}
