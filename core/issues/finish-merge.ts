import type { GroupMerge } from "../messages.ts";
import type { Ports } from "../ports.ts";

/** Items of the merged group that one step moves. */
const ITEMS_PER_STEP = 200;

type Needed = Pick<Ports, "groups" | "links" | "merges" | "groupMerges" | "outboundAssignees" | "outboundStatuses" | "log">;

/**
 * Moves what a merged group still has, a step at a time; each step may be repeated. In the end the tickets that came with it are told
 * the owner and the status of the group they belong to now. Throws Unavailable.
 */
export async function finishMerge(ports: Needed, message: GroupMerge): Promise<void> {
  const { organizationId, from, into } = message;
  const moved = await ports.merges.move(organizationId, from, into, ITEMS_PER_STEP);
  if (moved === ITEMS_PER_STEP) return ports.groupMerges.send([message]);
  const [issue, links] = await Promise.all([ports.groups.get(organizationId, into), ports.links.byGroup(organizationId, into)]);
  if (!issue || links.length === 0) return;
  const { group, state } = issue;
  const { version, assignee, assigneeSourceTime, statusSourceTime } = state;
  const of = { v: 1, organizationId, projectId: group.projectId, groupId: into, version, origin: { kind: "system" } } as const;
  const places = links.map(({ integrationId, ticket }) => ({ ...of, integrationId, ticket }));
  const after = { version, assignee, assigneeSourceTime };
  await ports.outboundAssignees.send(places.map((it) => ({ ...it, sourceTime: assigneeSourceTime, changed: true, after })));
  const { status } = state;
  if (status !== "ignored") await ports.outboundStatuses.send(places.map((it) => ({ ...it, sourceTime: statusSourceTime, status })));
  ports.log.info("merge.finished", { group: into, count: links.length });
}
