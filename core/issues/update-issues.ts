import { Invalid } from "../errors.ts";
import type { NotificationSettings } from "../notifications/ports.ts";
import type { Organization } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import { resolveActor } from "./actors.ts";
import { assign, type Owner } from "./assign.ts";
import type { Outcome, Target } from "./commit-changes.ts";
import { deassign } from "./deassign.ts";
import type { IssueUpdate } from "./issue-update.ts";
import type { Groups, GroupWithState, Participations } from "./ports.ts";
import { asksForRelease, requestedStatus } from "./requested-status.ts";
import { selfAssigned } from "./self-assign.ts";
import { setStatus } from "./status.ts";

/** What it takes to change issues for a user. */
export type UpdatePorts = Pick<Ports, "now" | "log"> & {
  groups: Groups;
  organizations: Organizations;
  participations: Participations;
  notificationSettings: NotificationSettings;
  releases: Pick<Releases, "newest">;
};
type Input = {
  organization: Organization;
  userId: number;
  issues: readonly GroupWithState[];
  update: IssueUpdate;
  /** When it was asked for, ms since the Unix epoch; `late` where that was another request, and whatever came since is newer. */
  at: number;
  late?: boolean;
};

/** The issues as they are afterwards, without those that are gone; and the owner that was asked for, where it was about one. */
export type Updated = { issues: GroupWithState[]; owner?: Owner | null };

/**
 * Changes status and owner of issues for a user, and what the user wishes of them. What not all of them can have is refused before
 * anything is written. Throws Invalid with field messages, or Unavailable.
 */
export async function updateIssues(
  ports: UpdatePorts,
  { organization, userId, issues, update, at, late = false }: Input,
): Promise<Updated> {
  if (update.discard) throw new Invalid("Issues cannot be discarded here. Archive them instead.");
  const newestRelease = asksForRelease(update) ? await newestOf(ports, organization.id, projectsOf(issues)) : null;
  const requested = requestedStatus(update, issues, { now: at, newestRelease });
  const owner = update.assignedTo ? await resolveActor(ports, organization, projectsOf(issues), update.assignedTo) : null;
  const { assignedBy } = update;
  const change = { origin: { kind: "user", userId, ...(assignedBy && { assignedBy }) } as const, sourceTime: at, late };
  let current = [...issues];
  if (requested) {
    const details = new Map(issues.map((issue) => [issue.group.id, requested.of(issue)]));
    const extra = update.integration ? { extra: { integration: update.integration } } : {};
    const of = (groupId: number) => details.get(groupId) ?? { substatus: null, statusDetails: null };
    current = after(current, await setStatus(ports, current.map(targetOf), { status: requested.status, of, ...change, ...extra }));
  }
  if (update.assignedTo !== undefined) {
    const extra = update.integration ? { integration: update.integration } : {};
    const targets = current.map(targetOf);
    current = after(
      current,
      owner ? await assign(ports, targets, { owner, extra, ...change }) : await deassign(ports, targets, { extra, ...change }),
    );
  }
  const own =
    requested?.status === "resolved" && update.assignedTo === undefined
      ? await selfAssigned(ports, { organizationId: organization.id, userId }, current)
      : null;
  if (own) current = after(current, await assign(ports, own.issues.map(targetOf), { owner: own.owner, createOnly: true, ...change }));
  const wish = wishOf(update);
  if (wish) {
    const groupIds = current.map(({ group }) => group.id);
    await ports.participations.set(organization.id, groupIds, { userId, at, ...wish });
  }
  return { issues: current, ...(own && { owner: own.owner }), ...(update.assignedTo !== undefined && { owner }) };
}

/** Of issues of several projects none is asked for: that is refused. */
async function newestOf(
  { releases }: { releases: Pick<Releases, "newest"> },
  organizationId: number,
  [projectId, ...more]: readonly number[],
) {
  if (projectId === undefined || more.length > 0) return null;
  return (await releases.newest(organizationId, projectId))?.version ?? null;
}

/** What an update says of the user alone. */
export function wishOf({ isSubscribed, isBookmarked, hasSeen }: IssueUpdate) {
  if (isSubscribed === undefined && isBookmarked === undefined && hasSeen === undefined) return null;
  return {
    ...(isSubscribed !== undefined && { subscribed: isSubscribed }),
    ...(isBookmarked !== undefined && { bookmarked: isBookmarked }),
    ...(hasSeen !== undefined && { seen: hasSeen }),
  };
}

const projectsOf = (issues: readonly GroupWithState[]): number[] => [...new Set(issues.map(({ group }) => group.projectId))];

const targetOf = ({ group, state }: GroupWithState): Target => ({
  ref: { organizationId: group.organizationId, projectId: group.projectId, groupId: group.id },
  state,
});

function after(issues: readonly GroupWithState[], outcomes: readonly Outcome[]): GroupWithState[] {
  const states = new Map(outcomes.map((it) => [it.ref.groupId, it.state]));
  return issues.flatMap((issue) => {
    const state = states.has(issue.group.id) ? states.get(issue.group.id) : issue.state;
    return state ? [{ group: issue.group, state }] : [];
  });
}
