import type { Ports } from "../ports.ts";
import { commitChanges } from "./commit-changes.ts";
import type { GroupState } from "./group.ts";
import type { Escalations, EventCounts, Groups, GroupWithState, Watch } from "./ports.ts";
import { archiveEnded } from "./status.ts";

type Needed = Pick<Ports, "now" | "log"> & { groups: Groups; events: EventCounts; escalations: Escalations };

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
/** What is archived knows of some errors: so many in an hour are no news, however quiet it was. */
const LEAST = 10;
/** Of the busiest hour before: an issue whose errors come in bursts does not escalate with the next one like the last. */
const TIMES = 2;

/**
 * Ends the archive of an issue that is archived until it escalates, where it does: an hour of the clock has more than ten errors, and more
 * than twice as many as the busiest hour of the week before the archive (behaviour §8.9). The events are stored; `issue` is from before.
 * Throws Unavailable.
 */
export async function escalate(ports: Needed, issue: GroupWithState): Promise<void> {
  const { group, state } = issue;
  if (!isWatched(state)) return;
  const { organizationId, projectId, id: groupId } = group;
  const ref = { organizationId, projectId, groupId };
  const watch = await watchOf(ports, issue);
  const count = (await ports.groups.get(organizationId, groupId))?.group.count ?? group.count;
  if (count - watch.counted <= watch.most) return;
  // Issues merged into this one are counted with it: only what came in this hour is of it.
  const came = await ports.events.countSince(organizationId, groupId, Math.max(watch.hour, watch.since), watch.most + 1);
  if (came <= watch.most) return ports.escalations.put(ref, { ...watch, counted: count - came });
  const how = { origin: { kind: "system" }, now: ports.now(), substatus: "escalating" } as const;
  const [outcome] = await commitChanges(ports, [{ ref, state }], (it, now) =>
    isWatched(now) && now.statusSourceTime === watch.since ? archiveEnded(it, now, how) : { unchanged: "same" },
  );
  if (outcome?.changed) ports.log.metric("group.escalating", { group: groupId });
}

const isWatched = ({ status, substatus }: GroupState): boolean => status === "ignored" && substatus === "archived_until_escalating";

/** As of this hour. What is written of one twice at the same time is the same but for what came in between. */
async function watchOf(ports: Needed, { group, state }: GroupWithState): Promise<Watch> {
  const { organizationId, projectId, id: groupId, count } = group;
  const now = ports.now();
  const hour = now - (now % HOUR);
  const since = state.statusSourceTime;
  const known = await ports.escalations.find(organizationId, groupId);
  if (known?.since === since && known.hour === hour) return known;
  const mostBefore = async () => Math.max(LEAST, TIMES * (await ports.events.busiestHour(organizationId, groupId, since - WEEK, since)));
  const watch = { since, most: known?.since === since ? known.most : await mostBefore(), hour, counted: count };
  await ports.escalations.put({ organizationId, projectId, groupId }, watch);
  return watch;
}
