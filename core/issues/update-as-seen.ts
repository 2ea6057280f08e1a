import { Unavailable } from "../errors.ts";
import type { Organization } from "../organizations/organization.ts";
import { parseActor } from "./actors.ts";
import type { Assignee, Status } from "./group.ts";
import type { IssueUpdate } from "./issue-update.ts";
import type { GroupWithState } from "./ports.ts";
import { type UpdatePorts, updateIssues } from "./update-issues.ts";

/** An issue as somebody saw it who chose something for it: owner and status. */
export type Seen = { groupId: number; owner: Assignee | null; status: Status };

/** `quicker`: those that somebody else changed meanwhile, in what was to be changed; they stay as they are. */
export type UpdatedAsSeen = { updated: GroupWithState[]; quicker: GroupWithState[]; gone: number };

type Input = { organization: Organization; userId: number; seen: readonly Seen[]; update: IssueUpdate };

const ROUNDS = 6;
class Moved extends Error {}

/**
 * Changes issues for a user who saw them as `seen`, 24 at most: an owner or a status that somebody else changed since is theirs, unless it is
 * what was chosen. So of two who choose at once one is told, and the same form sent twice changes once. Throws Invalid with field messages,
 * or Unavailable.
 */
export async function updateAsSeen(ports: UpdatePorts, { organization, userId, seen, update }: Input): Promise<UpdatedAsSeen> {
  const ids = [...new Set(seen.map((it) => it.groupId))];
  // Whoever changes one of them between the reading and the writing is found by reading again.
  const commit: UpdatePorts["groups"]["commit"] = async (changes) => {
    const result = await ports.groups.commit(changes);
    if (result.outcome === "stale") throw new Moved();
    return result;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const issues = await ports.groups.getMany(organization.id, ids);
    const isQuicker = (issue: GroupWithState) => wasChanged(issue, seen, update);
    const quicker = issues.filter(isQuicker);
    const open = issues.filter((it) => !isQuicker(it) && !isDone(it, seen, update));
    const input = { organization, userId, issues: open, update, at: ports.now() };
    try {
      const { issues: updated } =
        open.length > 0 ? await updateIssues({ ...ports, groups: { ...ports.groups, commit } }, input) : { issues: [] };
      const done = issues.filter((it) => !isQuicker(it) && !open.includes(it));
      return { updated: [...updated, ...done], quicker, gone: ids.length - issues.length };
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
  throw new Unavailable("The issue", 1);
}

function wasChanged({ group, state }: GroupWithState, seen: readonly Seen[], { assignedTo, status }: IssueUpdate): boolean {
  const before = seen.find((it) => it.groupId === group.id);
  if (!before) return false;
  const isOther = assignedTo !== undefined && !isOwner(state.assignee, before.owner) && !isWanted(state.assignee, assignedTo ?? "");
  return isOther || (status !== undefined && state.status !== before.status && state.status !== statusOf(status));
}

/** A status that came since and is what was chosen: archived for a week is not archived for a week once more. */
function isDone({ group, state }: GroupWithState, seen: readonly Seen[], { assignedTo, status }: IssueUpdate): boolean {
  const before = seen.find((it) => it.groupId === group.id);
  return assignedTo === undefined && status !== undefined && state.status !== before?.status && state.status === statusOf(status);
}

const isOwner = (a: Assignee | null, b: Assignee | null): boolean => a?.type === b?.type && a?.id === b?.id;

function isWanted(owner: Assignee | null, text: string): boolean {
  if (text === "") return owner === null;
  const wanted = parseActor(text);
  return "id" in wanted && isOwner(owner, wanted);
}

const statusOf = (status: NonNullable<IssueUpdate["status"]>): Status =>
  status === "muted" ? "ignored" : status === "resolvedInNextRelease" ? "resolved" : status;
