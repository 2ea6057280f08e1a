import type { Member, Organization, Team } from "../organizations/organization.ts";
import { userSummary } from "../organizations/representation.ts";
import type { Project } from "../projects/project.ts";
import type { Activity } from "./activity.ts";
import type { Assignee, Group, GroupState } from "./group.ts";
import type { IssueUpdate } from "./issue-update.ts";
import type { Merged } from "./merge-issues.ts";
import { NO_PARTICIPANTS, type Participants, subscribedUsers, subscriptionOf } from "./participation.ts";
import type { GroupWithState } from "./ports.ts";
import { type SuggestedOwner, suggestedOwners } from "./suggested-owners.ts";
import { NOT_KEPT, NOT_KEPT_OF_ONE } from "./unkept-fields.ts";
import type { Selected } from "./update-selection.ts";

const iso = (milliseconds: number): string => new Date(Math.floor(milliseconds)).toISOString();

/** What issues are shown with: names for the ids they hold. */
export type Directory = {
  /** Who looks. */
  userId: number;
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
export function issueSummary({ group, state }: GroupWithState, directory: Directory, participants: Participants = NO_PARTICIPANTS) {
  const project = directory.projects.find((it) => it.id === group.projectId);
  return {
    id: String(group.id),
    shortId: group.shortId,
    title: group.title,
    culprit: group.culprit,
    permalink: `${directory.publicUrl}/organizations/${directory.organization.slug}/issues/${group.id}/`,
    logger: group.logger,
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
    ...viewSummary(participants, directory),
    annotations: [],
    ...NOT_KEPT,
    issueType: "error",
    issueCategory: "error",
    isUnhandled: group.unhandled,
    count: String(group.count),
    userCount: group.userCount,
    firstSeen: iso(group.firstSeen),
    lastSeen: iso(group.lastSeen),
  };
}

/** What the one who looks has to do with the issue. */
function viewSummary(participants: Participants, { userId, teams }: Pick<Directory, "userId" | "teams">) {
  const own = participants.users.find((it) => it.userId === userId);
  const { isSubscribed, reason } = subscriptionOf(participants, userId, teams);
  return {
    isBookmarked: own?.bookmarked ?? false,
    isSubscribed,
    subscriptionDetails: reason && { reason },
    hasSeen: own?.seenAt != null,
  };
}

/** One issue with everything about it. */
export function issueDetails(
  issue: GroupWithState,
  directory: Directory,
  participants: Participants,
  activities: readonly Activity[],
  owners: readonly SuggestedOwner[],
) {
  return {
    ...issueSummary(issue, directory, participants),
    owners: suggestedOwners(owners),
    ...participantSummaries(participants, directory),
    activity: historySummary(activities, issue.group, directory.members),
    ...NOT_KEPT_OF_ONE,
  };
}

/** Who is subscribed, and who saw it when; people who left are left out. */
export function participantSummaries(participants: Participants, { members, teams }: Pick<Directory, "members" | "teams">) {
  const find = (userId: number) => members.filter((it) => it.userId === userId).map(userSummary);
  return {
    participants: subscribedUsers(participants, teams).flatMap(find),
    seenBy: participants.users.flatMap(({ userId, seenAt }) =>
      seenAt === null ? [] : find(userId).map((user) => ({ ...user, lastSeen: iso(seenAt) })),
    ),
  };
}

function statusOf({ status, substatus, statusDetails }: Pick<GroupState, "status" | "substatus" | "statusDetails">) {
  return { status, substatus, statusDetails: detailsOf(substatus, statusDetails) };
}

function detailsOf(substatus: GroupState["substatus"], details: GroupState["statusDetails"]) {
  switch (details?.type) {
    case undefined:
      return substatus === "archived_until_escalating" ? { ignoreUntilEscalating: true } : {};
    case "in_next_release":
      return { inNextRelease: true };
    case "in_release":
      return { inRelease: details.release };
    case "in_commit":
      return { inCommit: { commit: details.commit, repository: details.repository } };
    case "until":
      return {
        ...(details.until !== null && { ignoreUntil: iso(details.until) }),
        ...(details.events && { ignoreCount: details.events.count, ignoreWindow: details.events.window }),
      };
  }
}

/** behaviour §8.4: a team has its slug for a name and no e-mail key; a user who is gone keeps the id. */
function actorSummary(assignee: Assignee | null, { members, teams }: Pick<Directory, "members" | "teams">) {
  if (!assignee) return null;
  const id = String(assignee.id);
  if (assignee.type === "team") return { type: "team", id, name: teams.find((it) => it.id === assignee.id)?.slug ?? id };
  const member = members.find((it) => it.userId === assignee.id);
  return member ? { type: "user", id, name: member.name || member.email, email: member.email } : { type: "user", id, name: id };
}

/** What a bulk change answers; one that goes on after the answer says so. */
export function selectedSummary(
  update: IssueUpdate,
  { issue, unfinished, merged }: Selected,
  directory: Pick<Directory, "members" | "teams">,
) {
  const detail = "More issues match than one request changes. The others follow in the background, within minutes.";
  return {
    ...changedSummary(update, issue, directory),
    ...(unfinished && { unfinished: { detail } }),
    ...(merged && mergeSummary(merged)),
  };
}

const mergeSummary = ({ parent, children }: Merged) => ({ merge: { parent: String(parent), children: children.map(String) } });

/** The fields that it was about (behaviour §8.8). */
function changedSummary(update: IssueUpdate, { state }: GroupWithState, directory: Pick<Directory, "members" | "teams">) {
  const { hasSeen, isBookmarked, isSubscribed } = update;
  return {
    ...((update.status || update.statusDetails) && statusOf(state)),
    ...(state.status === "resolved" && update.status && { inbox: null }),
    ...(hasSeen !== undefined && { hasSeen }),
    ...(isBookmarked !== undefined && { isBookmarked }),
    ...(isSubscribed !== undefined && { isSubscribed, subscriptionDetails: { reason: "unknown" } }),
    ...(update.assignedTo !== undefined && { assignedTo: actorSummary(state.assignee, directory) }),
  };
}

/** Activities, newest first, ending with the one that every issue begins with. */
export function historySummary(activities: readonly Activity[], group: Pick<Group, "firstSeen">, members: readonly Member[]) {
  const shown = activities.map((it) => activitySummary(it, members));
  return [...shown, { id: "0", type: "first_seen", user: null, data: {}, dateCreated: iso(group.firstSeen) }];
}

export function activitySummary({ version, type, data, origin, createdAt }: Activity, members: readonly Member[]) {
  const member = origin.kind === "user" ? members.find((it) => it.userId === origin.userId) : undefined;
  const user = member ? { id: String(member.userId), name: member.name, email: member.email } : null;
  return { id: String(version), type, user, data, dateCreated: iso(createdAt) };
}
