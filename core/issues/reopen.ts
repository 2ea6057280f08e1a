import type { Snooze } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import { commitChanges } from "./commit-changes.ts";
import type { EventLimit, Group, GroupState, StatusDetails } from "./group.ts";
import type { EventCounts, Groups, GroupWithState } from "./ports.ts";
import { isRegression } from "./regression.ts";
import { archiveEnded, setStatus } from "./status.ts";

type Needed = Pick<Ports, "now" | "log"> & { groups: Groups; events: EventCounts; releases: Pick<Releases, "find"> };
type Event = { timestamp: number; release: string | null };

/**
 * What a new event does to an issue that was resolved or archived: a resolved one is back, and so is an archived one whose time has
 * come or whose events were counted (behaviour §8.2). The event is stored; `issue` may be from before. Throws Unavailable.
 */
export async function reopen(ports: Needed, issue: GroupWithState, event: Event): Promise<void> {
  const { state } = issue;
  if (state.status === "resolved") {
    const isOlder = (now: GroupState) => now.status !== "resolved" || event.timestamp <= now.statusSourceTime;
    if (isOlder(state) || !(await isRegression(ports, issue.group, event.release, state.statusDetails))) return;
    const returns = (now: GroupState) => !isOlder(now) && JSON.stringify(now.statusDetails) === JSON.stringify(state.statusDetails);
    const change = { status: "unresolved", of: () => ({ substatus: "regressed" as const, statusDetails: null }), when: returns } as const;
    await setStatus(ports, [{ ref: refOf(issue.group), state }], { ...change, origin: { kind: "system" }, sourceTime: ports.now() });
  } else if (state.status === "ignored" && state.statusDetails?.type === "until") {
    const { statusDetails } = state;
    if (await isOver(ports, issue, statusDetails)) await unarchive(ports, issue, statusDetails);
  }
}

/**
 * An archived issue whose time has come is what it was before; one that was touched meanwhile is left alone. Before its time the message
 * is sent again, as no queue keeps one that long. Throws Unavailable.
 */
export async function endSnooze(
  ports: Pick<Ports, "now" | "log"> & { groups: Groups; snoozes: Sender<Snooze> },
  snooze: Snooze,
): Promise<void> {
  const { organizationId, groupId, until } = snooze;
  const issue = await ports.groups.get(organizationId, groupId);
  const wait = issue?.state.statusDetails;
  if (!issue || wait?.type !== "until" || wait.until !== until) return;
  if (ports.now() < until) return ports.snoozes.send([snooze]);
  await unarchive(ports, issue, wait);
}

type Wait = Extract<StatusDetails, { type: "until" }>;
const sameWait = (now: GroupState, wait: Wait): boolean =>
  now.status === "ignored" && now.statusDetails?.type === "until" && now.statusDetails.until === wait.until;

async function isOver(ports: Needed, issue: GroupWithState, { until, events }: Wait): Promise<boolean> {
  if (until !== null && ports.now() >= until) return true;
  return events !== null && (await eventsSince(ports, issue, events)) >= events.count;
}

/** With the new event, which a count read beside it may have or not. */
async function eventsSince({ groups, events, now }: Needed, { group }: GroupWithState, limit: EventLimit): Promise<number> {
  if (limit.window === null) return ((await groups.get(group.organizationId, group.id))?.group.count ?? 0) - limit.counted;
  const since = Math.max(limit.since, now() - limit.window * 60_000);
  return events.countSince(group.organizationId, group.id, since, limit.count);
}

/** What was decided before the archive, or by a tracker meanwhile, is what shows from now on. */
async function unarchive(
  ports: Pick<Ports, "now" | "log"> & { groups: Groups },
  { group, state }: GroupWithState,
  wait: Wait,
): Promise<void> {
  const how = { origin: { kind: "system" } as const, now: ports.now() };
  const [outcome] = await commitChanges(ports, [{ ref: refOf(group), state }], (ref, now) =>
    sameWait(now, wait) ? archiveEnded(ref, now, how) : { unchanged: "same" },
  );
  if (outcome?.changed) ports.log.metric(`group.${outcome.state.status}`, { group: group.id });
}

const refOf = ({ organizationId, projectId, id: groupId }: Group) => ({ organizationId, projectId, groupId });
