import { NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { Description } from "./event.ts";
import { groupingKeys } from "./grouping/keys.ts";
import type { Events, Intake, KnownGroup, Refusals } from "./ports.ts";
import type { ReceivedEvent } from "./received-event.ts";
import { describe } from "./title.ts";

type Needed = Pick<Ports, "ids" | "now" | "log"> & { events: Events; intake: Intake; refusals: Refusals };
export type Place = { organizationId: number; projectId: number };

/** An event with what it is grouped by and how it looks. */
export type Described = { received: ReceivedEvent; hashes: string[]; looks: Description };

/** Events of a group; by which keys they led to it, where it was there. */
export type InGroup = { groupId: number; events: Described[]; known: KnownGroup[] };
type Sorted = { groups: InGroup[]; failed: { event: Described; problem: unknown }[] };

type Found = { groupId: number; known: KnownGroup | null } | { groupId: null; problem: unknown };

export const described = (received: ReceivedEvent): Described => ({
  received,
  hashes: groupingKeys(received.event),
  looks: describe(received.event),
});

/**
 * The groups of a project's events, looked up in one request; those that are not there are made, oldest event first, as many as the
 * project may have new ones in a minute. What is beyond that is counted as refused, and done with as what is of a project that is gone.
 */
export async function findGroups(ports: Needed, place: Place, events: readonly Described[]): Promise<Sorted> {
  const hashes = events.map((it) => it.hashes);
  const known = await ports.events.groupsByHashes(place.organizationId, place.projectId, hashes);
  const found = new Map<Described, Found>();
  for (const [at, event] of events.entries()) if (known[at]) found.set(event, { groupId: known[at].groupId, known: known[at] });
  const unknown = events.filter((it) => !found.has(it)).toSorted((a, b) => a.received.event.timestamp - b.received.event.timestamp);
  const made = new Map<string, Found>();
  for (const event of unknown) {
    const group = event.hashes.map((hash) => made.get(hash)).find((it) => it !== undefined) ?? (await makeGroup(ports, place, event));
    for (const hash of event.hashes) if (!made.has(hash)) made.set(hash, group);
    found.set(event, group);
  }
  const refused = unknown.filter((it) => found.get(it) === TOO_MANY).length;
  if (refused > 0) await ports.refusals.add(place, "newIssues", refused, ports.now());
  return sorted(found);
}

function sorted(found: ReadonlyMap<Described, Found>): Sorted {
  const groups = new Map<number, InGroup>();
  const failed: Sorted["failed"] = [];
  for (const [event, it] of found) {
    if (it.groupId === null) {
      if (it.problem !== null) failed.push({ event, problem: it.problem });
      continue;
    }
    const group = groups.get(it.groupId) ?? { groupId: it.groupId, events: [], known: [] };
    groups.set(it.groupId, group);
    group.events.push(event);
    if (it.known) group.known.push(it.known);
  }
  return { groups: [...groups.values()], failed };
}

const TOO_MANY: Found = { groupId: null, problem: null };

async function makeGroup(ports: Needed, place: Place, { received, hashes, looks }: Described): Promise<Found> {
  const { organizationId, projectId } = place;
  if (!(await ports.intake.newIssue(projectId, ports.now()))) return TOO_MANY;
  const { level, platform, timestamp, release } = received.event;
  const group = { organizationId, projectId, ...looks, hashes, level, platform, release, firstSeen: timestamp, lastSeen: timestamp };
  try {
    const { groupId, created } = await ports.events.createGroup({ ...group, id: await ports.ids.next() });
    if (created) ports.log.metric("group.created", { organization: organizationId, project: projectId, group: groupId });
    return { groupId, known: null };
  } catch (problem) {
    return { groupId: null, problem: problem instanceof NotFound ? null : problem };
  }
}
