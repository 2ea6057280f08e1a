import type { Origin } from "../issues/activity.ts";
import { assign } from "../issues/assign.ts";
import type { Target } from "../issues/commit-changes.ts";
import { deassign } from "../issues/deassign.ts";
import type { Assignee, AssigneeState } from "../issues/group.ts";
import type { OutboundAssignee } from "../messages.ts";
import type { Ports } from "../ports.ts";
import type { TicketLink } from "./link.ts";

type Needed = Pick<Ports, "groups" | "organizations" | "now" | "log">;
type How = { origin: Origin; extra: Record<string, string | number> };
export type LinkedOwner = { link: TicketLink; state: AssigneeState };

/**
 * What was decided last of any issue of a ticket is true of all that its person can reach: the others get it as of when it was decided,
 * as the ticket's webhook would bring it. So only that is ever told to the ticket; if each issue told what it has, one late change would
 * be answered by several that contradict each other, and each of those by several more. A team is nobody in the tracker, so what a team
 * has is not what the ticket has. Answers what was decided last, null where nothing was. Throws Unavailable.
 */
export async function settleOwner(ports: Needed, known: readonly LinkedOwner[], how: How): Promise<LinkedOwner | null> {
  const [newest] = known.filter((it) => it.state.assignee?.type !== "team").sort(newestFirst);
  if (!newest) return null;
  const { assigneeSourceTime: decidedAt, assignee } = newest.state;
  const older = known.filter(({ state }) => state.assigneeSourceTime < decidedAt && !sameOwner(state.assignee, assignee));
  if (older.length > 0) await bring(ports, older, newest, how);
  return newest;
}

const newestFirst = (a: LinkedOwner, b: LinkedOwner): number =>
  b.state.assigneeSourceTime - a.state.assigneeSourceTime || a.link.groupId - b.link.groupId;

export const sameOwner = (a: Assignee | null, b: Assignee | null): boolean => a?.type === b?.type && a?.id === b?.id;

async function bring(ports: Needed, older: readonly LinkedOwner[], { link, state }: LinkedOwner, how: How): Promise<void> {
  const change = { ...how, sourceTime: state.assigneeSourceTime };
  if (state.assignee === null) return void (await deassign(ports, older.map(targetOf), change));
  const member = await ports.organizations.member(link.organizationId, state.assignee.id);
  const reached = older.filter((it) => member?.active && member.projects.includes(it.link.projectId));
  if (!member || reached.length === 0) return;
  const owner = { ...state.assignee, email: member.email, subscribers: [{ type: "user" as const, id: member.userId }] };
  await assign(ports, reached.map(targetOf), { owner, ...change });
}

const targetOf = ({ link: { organizationId, projectId, groupId }, state }: LinkedOwner): Target => ({
  ref: { organizationId, projectId, groupId },
  state,
  read: true,
});

/** What tells the ticket that owner, whatever it was told before: the same message for the same `again`. */
export function tellingOf({ link, state }: LinkedOwner, again: string): OutboundAssignee {
  const { organizationId, projectId, groupId, integrationId, ticket } = link;
  const { version, assignee, assigneeSourceTime } = state;
  const after = { version, assignee, assigneeSourceTime };
  const place = { organizationId, projectId, groupId, integrationId, ticket };
  return { v: 1, ...place, version, sourceTime: assigneeSourceTime, changed: true, again, after, origin: { kind: "system" } };
}
