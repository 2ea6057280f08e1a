import { analyticsOf } from "../../../core/analytics/events.ts";
import type { Activity } from "../../../core/issues/activity.ts";
import type { Group, GroupState } from "../../../core/issues/group.ts";

export type Item = { pk: string; sk: string } & Record<string, unknown>;
/** What the sides outside say: errors by the title of their issue as they were taken in, owners of tickets by issue, both by who they are here. */
export type Told = {
  organizationId: number;
  errors: ReadonlyMap<string, number>;
  /** How many requests were not answered 2xx: their errors may be missing. */
  refused: number;
  owners: ReadonlyMap<number, number | null>;
  /** What was chosen last for an issue by whoever was alone with it. */
  chosen: ReadonlyMap<number, number>;
  /** What an organization had that nothing happened to. */
  elsewhere: { organizationId: number; before: readonly Item[] };
  /** What is in the queues that should be empty, and in those that should never have had anything. */
  left: Record<string, number>;
  /** What was written to trackers. */
  writes: number;
};

/** Which of what always holds (docs/architecture.md) does not hold of all that is stored, in words: nothing where all does. */
export function violationsIn(items: readonly Item[], told: Told): string[] {
  const mine = items.filter((it) => it.pk.startsWith(`ORG#${told.organizationId}#GROUP#`));
  const of = <T>(sk: string) => new Map(mine.filter((it) => it.sk === sk).map((it) => [it.pk, it as unknown as T]));
  const [groups, states] = [of<Group>("GROUP"), of<GroupState>("STATE")];
  const activities = Map.groupBy(mine.filter((it) => it.sk.startsWith("ACTIVITY#")) as unknown as (Item & Activity)[], (it) => it.pk);
  const ids = [...groups.values()].map((it) => it.id);
  const said: string[] = [];
  let missing = 0;
  const unless = (holds: boolean, name: string, words: () => string) => void (holds || said.push(`${name}: ${words()}`));

  for (const [title, count] of told.errors) {
    const found = [...groups.values()].filter((it) => it.title === `Error: ${title}`);
    unless(found.length === 1, "I7", () => `${found.length} issues of "${title}"`);
    const counted = found.reduce((sum, it) => sum + it.count, 0);
    unless(counted <= count, "I7", () => `${counted} errors of "${title}" are counted, ${count} were sent`);
    missing += count - counted;
  }
  unless(missing <= told.refused, "I1", () => `${missing} errors are not counted, ${told.refused} were refused`);
  for (const [pk, { version, assignee }] of states) {
    const all = (activities.get(pk) ?? []).sort((a, b) => a.version - b.version);
    unless(groups.has(pk), "I8", () => `${pk} is a state without its group`);
    const isWhole = all.length === version && all.every((it, at) => it.version === at + 1);
    unless(isWhole, "I2", () => `${pk} has ${all.length} activities at version ${version}`);
    const last = all.at(-1)?.after;
    unless(!last || JSON.stringify(last.assignee) === JSON.stringify(assignee), "I2", () => `${pk} is not as its last activity left it`);
    const sources = all.flatMap(({ origin }) => (origin.kind === "integration" ? [origin.deliveryId] : []));
    unless(new Set(sources).size === sources.length, "I7", () => `${pk} has one delivery twice`);
  }
  for (const pk of groups.keys()) unless(states.has(pk), "I8", () => `${pk} is a group without its state`);
  unless(new Set([...groups.values()].map((it) => it.shortId)).size === ids.length, "I9", () => "two issues have one short id");
  unless(ids.every(Number.isSafeInteger), "I9", () => "an id does not fit 53 bits");

  const expected = new Set([...activities.values()].flat().flatMap((it) => analyticsOf(it).map(({ id }) => id)));
  const prefix = `ORG#${told.organizationId}#ANALYTICS#`;
  const recorded = new Set(items.filter((it) => it.pk.startsWith(prefix)).map((it) => it.pk.slice(prefix.length)));
  // What is no change of an issue, as that a button was pressed or a ticket written, has another id than group:version:type.
  const ofChanges = new Set([...recorded].filter((it) => /^\d+:\d+:[a-z_.]+$/.test(it)));
  const differing = ofChanges.symmetricDifference(expected).size;
  unless(differing === 0, "I3", () => `${[...ofChanges.symmetricDifference(expected)].join(", ").slice(0, 300)}`);

  const ownerOf = (groupId: number) => states.get(`ORG#${told.organizationId}#GROUP#${groupId}`)?.assignee?.id ?? null;
  for (const [groupId, owner] of told.owners) {
    unless(ownerOf(groupId) === owner, "I5", () => `issue ${groupId} has owner ${ownerOf(groupId)}, its ticket ${owner}`);
  }
  for (const [groupId, owner] of told.chosen) {
    unless(ownerOf(groupId) === owner, "I6", () => `issue ${groupId} has owner ${ownerOf(groupId)}, chosen was ${owner}`);
  }
  const decisions = [...activities.values()].flat().filter((it) => told.owners.has(it.groupId) && it.origin.kind !== "integration").length;
  unless(told.writes <= decisions, "I5", () => `${told.writes} writes to tickets of ${decisions} decisions`);
  const theirs = items.filter((it) => it.pk.startsWith(`ORG#${told.elsewhere.organizationId}#`));
  const text = (all: readonly Item[]) => JSON.stringify([...all].sort((a, b) => `${a.pk} ${a.sk}`.localeCompare(`${b.pk} ${b.sk}`)));
  unless(text(theirs) === text(told.elsewhere.before), "I11", () => "somebody else's items are not as they were");
  const outbox = items.filter((it) => String(it.gsi2pk ?? "").startsWith("OUTBOX#")).length;
  unless(outbox === 0, "I12", () => `${outbox} changes wait to be relayed`);
  for (const [queue, count] of Object.entries(told.left)) unless(count === 0, "I12", () => `${count} messages are left in ${queue}`);
  return said;
}
