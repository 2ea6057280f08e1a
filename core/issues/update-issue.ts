import { NotFound } from "../errors.ts";
import type { Member, Organization, Team } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import { parseActor } from "./actors.ts";
import type { Assignee } from "./group.ts";
import type { IssueUpdate } from "./issue-update.ts";
import { type Participants, subscribedBy, wished, withUser } from "./participation.ts";
import type { GroupWithState, ReadForUpdate } from "./ports.ts";
import { type UpdatePorts, updateIssues, wishOf } from "./update-issues.ts";

type Needed = UpdatePorts & {
  readForUpdate: ReadForUpdate;
};
type Input = { organization: Organization; userId: number; groupId: number; update: IssueUpdate };

/** The issue as it is afterwards, with whom it takes to show it. */
export type UpdatedIssue = { issue: GroupWithState; participants: Participants; member: Member | null; team: Team | null };

/**
 * Changes one issue for a user. An owner named by id is read with the issue, so that assigning takes one read and one write.
 * Throws NotFound, Invalid with field messages, or Unavailable.
 */
export async function updateIssue(ports: Needed, { organization, userId, groupId, update }: Input): Promise<UpdatedIssue> {
  const named = ownerById(update);
  const read = await ports.readForUpdate(organization.id, groupId, userId, named);
  if (!read) throw new NotFound("There is no such issue in this organization, by id or by short id.");
  const organizations: Organizations = {
    ...ports.organizations,
    member: async (id, wanted) => (named?.type === "user" && named.id === wanted ? read.member : ports.organizations.member(id, wanted)),
    team: async (id, wanted) => (named?.type === "team" && named.id === wanted ? read.team : ports.organizations.team(id, wanted)),
  };
  const at = ports.now();
  const updated = await updateIssues({ ...ports, organizations }, { organization, userId, issues: [read.issue], update, at });
  const [issue] = updated.issues;
  if (!issue) throw new NotFound("There is no such issue in this organization, by id or by short id.");
  const { assignee } = issue.state;
  return {
    issue,
    participants: participantsAfter(read.participants, updated.owner, userId, update, at),
    member: assignee?.type === "user" ? await organizations.member(organization.id, assignee.id) : null,
    team: assignee?.type === "team" ? await organizations.team(organization.id, assignee.id) : null,
  };
}

function ownerById({ assignedTo }: IssueUpdate): Assignee | null {
  const reference = assignedTo ? parseActor(assignedTo) : null;
  return reference && "id" in reference ? { type: reference.type, id: reference.id } : null;
}

function participantsAfter(
  before: Participants,
  owner: { subscribers: Participants["assigned"] } | null | undefined,
  userId: number,
  update: IssueUpdate,
  at: number,
): Participants {
  const assigned = owner === undefined ? before.assigned : (owner?.subscribers ?? []);
  const acted = update.status ? withUser({ ...before, assigned }, userId, subscribedBy("status_change")) : { ...before, assigned };
  const wish = wishOf(update);
  return wish ? withUser(acted, userId, wished({ at, ...wish })) : acted;
}
