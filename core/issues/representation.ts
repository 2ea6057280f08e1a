import type { Member, Organization, Team } from "../organizations/organization.ts";
import type { Project } from "../projects/project.ts";
import type { Activity } from "./activity.ts";
import type { Assignee, Group, GroupState } from "./group.ts";
import type { GroupWithState } from "./ports.ts";
import type { IssueUpdate } from "./update-issues.ts";

const iso = (milliseconds: number): string => new Date(Math.floor(milliseconds)).toISOString();

/** What issues are shown with: names for the ids they hold. */
export type Directory = {
  organization: Organization;
  publicUrl: string;
  projects: readonly Project[];
  members: readonly Member[];
  teams: readonly Team[];
};

/**
 * An issue as the Web API shows it (ids as text, times with a zone). What clients do not accept as null is left out where we do not
 * have it.
 */
export function issueSummary({ group, state }: GroupWithState, directory: Directory) {
  const project = directory.projects.find((it) => it.id === group.projectId);
  return {
    id: String(group.id),
    shortId: group.shortId,
    title: group.title,
    culprit: group.culprit,
    permalink: `${directory.publicUrl}/organizations/${directory.organization.slug}/issues/${group.id}/`,
    logger: null,
    level: group.level,
    ...statusOf(state),
    isPublic: false,
    platform: group.platform,
    project: {
      id: String(group.projectId),
      name: project?.name ?? "",
      slug: project?.slug ?? "",
      platform: project?.platform ?? null,
    },
    type: group.type,
    metadata: group.metadata,
    numComments: 0,
    assignedTo: actorSummary(state.assignee, directory),
    isBookmarked: false,
    isSubscribed: false,
    subscriptionDetails: null,
    hasSeen: false,
    annotations: [],
    shareId: null,
    issueType: "error",
    issueCategory: "error",
    isUnhandled: false,
    count: String(group.count),
    userCount: 0,
    firstSeen: iso(group.firstSeen),
    lastSeen: iso(group.lastSeen),
  };
}

function statusOf({ status, substatus }: Pick<GroupState, "status" | "substatus">) {
  const untilEscalating = status === "ignored" && substatus === "archived_until_escalating";
  return { status, substatus, statusDetails: untilEscalating ? { ignoreUntilEscalating: true } : {} };
}

/** behaviour §8.4: a team has its slug for a name and no e-mail key; a user who is gone keeps the id. */
function actorSummary(assignee: Assignee | null, { members, teams }: Pick<Directory, "members" | "teams">) {
  if (!assignee) return null;
  const id = String(assignee.id);
  if (assignee.type === "team") return { type: "team", id, name: teams.find((it) => it.id === assignee.id)?.slug ?? id };
  const member = members.find((it) => it.userId === assignee.id);
  return member ? { type: "user", id, name: member.name || member.email, email: member.email } : { type: "user", id, name: id };
}

/** What a bulk change answers: the fields that it was about (behaviour §8.8). */
export function changedSummary(update: IssueUpdate, { state }: GroupWithState, directory: Pick<Directory, "members" | "teams">) {
  return {
    ...(update.status && statusOf(state)),
    ...(update.status === "resolved" && { inbox: null }),
    ...(update.assignedTo !== undefined && { assignedTo: actorSummary(state.assignee, directory) }),
  };
}

/** Activities, newest first, ending with the one that every issue begins with. */
export function activitySummary(activities: readonly Activity[], group: Pick<Group, "firstSeen">, members: readonly Member[]) {
  const shown = activities.map(({ version, type, data, origin, createdAt }) => {
    const member = origin.kind === "user" ? members.find((it) => it.userId === origin.userId) : undefined;
    const user = member ? { id: String(member.userId), name: member.name, email: member.email } : null;
    return { id: String(version), type, user, data, dateCreated: iso(createdAt) };
  });
  return [...shown, { id: "0", type: "first_seen", user: null, data: {}, dateCreated: iso(group.firstSeen) }];
}
