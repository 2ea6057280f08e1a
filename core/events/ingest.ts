import { NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { isVersion } from "../releases/release.ts";
import { type Described, described, findGroups, type Place } from "./find-groups.ts";
import type { Intake, Refusals } from "./ports.ts";
import type { ReceivedEvent } from "./received-event.ts";
import { type NeededToStore, storeInGroup } from "./store-in-group.ts";

type Needed = NeededToStore &
  Pick<Ports, "ids"> & {
    intake: Intake;
    refusals: Refusals;
    /** `rememberRelease`, which need not be done twice. */
    rememberRelease: (place: Place, named: { version: string; at: number }) => Promise<void>;
  };

/**
 * Stores events that were taken in, each in the group of one of its grouping keys, which is created if there is none: unresolved, of
 * version 0. Events of one group cost one transaction. Each is counted once, however often it is delivered; of those that are only counted
 * (see `KEPT`) that holds for two days, where `again` says that some may have been delivered before. An issue that was resolved or archived
 * may be back. Answers for each event, in their order, why it has to come again; null where it is done with, as one of a project that is
 * gone is.
 */
export async function ingest(ports: Needed, received: readonly ReceivedEvent[], again: boolean): Promise<unknown[]> {
  const problems = new Map<ReceivedEvent, unknown>();
  const failing = (events: readonly Described[]) => (problem: unknown) => {
    for (const it of events) problems.set(it.received, problem);
  };
  const projects = Map.groupBy(received.map(described), ({ received: it }) => `${it.organizationId} ${it.projectId}`);
  const ofProject = async (place: Place, events: readonly Described[]) => {
    await rememberReleases(ports, place, events);
    const { groups, failed } = await findGroups(ports, place, events);
    for (const { event, problem } of failed) failing([event])(problem);
    const before = await ports.groups.getMany(
      place.organizationId,
      groups.filter((it) => it.known.length > 0).map((it) => it.groupId),
    );
    const issues = new Map(before.map((it) => [it.group.id, it]));
    const store = (it: (typeof groups)[number]) => storeInGroup(ports, place, it, issues.get(it.groupId) ?? null, again);
    await Promise.all(groups.map((it) => store(it).catch(failing(it.events))));
  };
  for (const events of projects.values()) await ofProject(events[0]!.received, events).catch(failing(events));
  return received.map((it) => problems.get(it) ?? null);
}

/** Before the events are stored, so that what is resolved in the next release meanwhile waits for one after theirs. */
async function rememberReleases({ rememberRelease }: Needed, place: Place, events: readonly Described[]): Promise<void> {
  const named = new Map(
    events.flatMap(({ received: { event, receivedAt } }) => (event.release ? [[event.release, receivedAt] as const] : [])),
  );
  const isGone = (error: unknown) => {
    if (!(error instanceof NotFound)) throw error;
  };
  await Promise.all([...named].map(([version, at]) => isVersion(version) && rememberRelease(place, { version, at }).catch(isGone)));
}
