import { Invalid, Unavailable } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { Groups, GroupWithState, Merges, StateChange } from "./ports.ts";

/** What one transaction takes: seven writes for each group with two grouping keys. */
const AT_ONCE = 12;
const ROUNDS = 6;

type Needed = Pick<Ports, "now" | "log"> & { groups: Groups; merges: Merges };
type Input = { userId: number; issues: readonly GroupWithState[] };

/** Ids, as text on the wire. */
export type Merged = { parent: number; children: number[] };

/**
 * Merges issues of one project into the one with most events, of equal ones the oldest (behaviour §8.3). From then on whatever
 * grouped to one of them groups to that one; their events, links and subscribers follow in the background. Throws Invalid for fewer
 * than two issues, or for issues of several projects (§13 decision 68), then nothing is written; or Unavailable.
 */
export async function mergeIssues(ports: Needed, { userId, issues }: Input): Promise<Merged> {
  requireMergeable(issues);
  const [parent, ...children] = [...issues].sort((a, b) => b.group.count - a.group.count || a.group.id - b.group.id);
  if (!parent) throw new Invalid(TOO_FEW);
  const ids = children.map(({ group }) => group.id);
  for (let at = 0; at < ids.length; at += AT_ONCE) await mergeSome(ports, userId, parent.group, ids.slice(at, at + AT_ONCE));
  return { parent: parent.group.id, children: ids };
}

/** Throws Invalid as `mergeIssues` does, for a change that does more than merging. */
export function requireMergeable(issues: readonly GroupWithState[]): void {
  if (issues.length < 2) throw new Invalid(TOO_FEW);
  const projects = new Set(issues.map(({ group }) => group.projectId));
  if (projects.size > 1) throw new Invalid("Only issues of one project can be merged.");
}

const TOO_FEW = "Merging takes two issues at least.";

async function mergeSome(ports: Needed, userId: number, { organizationId, id: into }: GroupWithState["group"], ids: number[]) {
  for (let round = 0; round < ROUNDS; round++) {
    const found = await ports.groups.getMany(organizationId, [into, ...ids]);
    const parent = found.find(({ group }) => group.id === into);
    const children = found.filter(({ group }) => group.id !== into);
    if (!parent) throw new Invalid("The issue that the others go to is gone.");
    if (children.length === 0) return;
    if (await ports.merges.merge(changeOf(parent, children, userId, ports.now()), parent.group, children)) {
      ports.log.metric("grouping.merge_issues", { group: into, count: children.length });
      return;
    }
  }
  throw new Unavailable("The issue", 1);
}

/** Neither owner nor status changes; the history says what came. */
function changeOf({ group, state }: GroupWithState, children: readonly GroupWithState[], userId: number, now: number): StateChange {
  const ref = { organizationId: group.organizationId, projectId: group.projectId, groupId: group.id };
  const version = state.version + 1;
  return {
    ref,
    expected: state.version,
    set: {},
    activity: {
      ...ref,
      version,
      type: "merge",
      data: { issues: children.map((it) => it.group.id).join(","), shortIds: children.map((it) => it.group.shortId).join(", ") },
      origin: { kind: "user", userId },
      sourceTime: now,
      createdAt: now,
      after: { ...state, version },
      untold: true,
    },
  };
}
