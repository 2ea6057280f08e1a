import type { Origin } from "../issues/activity.ts";
import { assign, type Owner } from "../issues/assign.ts";
import type { Outcome, Target } from "../issues/commit-changes.ts";
import { deassign } from "../issues/deassign.ts";
import type { AssigneeState } from "../issues/group.ts";
import type { DeliveryMarker } from "../issues/ports.ts";
import type { IssueChanged } from "../messages.ts";
import type { MemberByEmail } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import { heardOf } from "./follow-ticket.ts";
import type { TicketLink } from "./link.ts";
import { decidedAt, isOverwritten } from "./own-writes.ts";
import { settleOwner, tellingOf } from "./settle-owner.ts";

type Needed = Pick<Ports, "groups" | "links" | "organizations" | "userMappings" | "outboundAssignees" | "now" | "log">;

const UNASSIGNED: AssigneeState = { version: 0, assignee: null, assigneeSourceTime: 0 };

/**
 * `sync_group_assignee_inbound` (behaviour §3.4) for one organization: a ticket now belongs to somebody, or to nobody. Every linked
 * group follows whose project the member with that verified address can reach; the others keep their owner. Somebody whose address
 * tells nothing may have been mapped; if not, the assignment waits for that. A change that comes too late is answered with what is true
 * by now. Two reads in parallel, then one transaction per 24 groups. Throws Unavailable.
 */
export async function syncGroupAssigneeInbound(ports: Needed, organizationId: number, change: IssueChanged): Promise<Outcome[]> {
  const { email = null, account } = change.assignee ?? {};
  const [{ issue, links }, byEmail] = await Promise.all([
    ports.links.ofTicket(organizationId, change.integrationId, change.ticket),
    email === null ? [] : ports.organizations.membersByEmail(organizationId, email),
  ]);
  if (!issue || links.length === 0) {
    ports.log.info("no-affected-groups", { organization: organizationId, ticket: change.ticket });
    return [];
  }
  await heardOf(ports, issue, change);
  const decided = decidedAt(issue, { ...change, value: account ?? null });
  const how = changeOf(organizationId, { ...change, sourceTime: decided.at });
  const outcomes: Outcome[] = [];
  if (email === null && account === undefined) {
    const { marker, ...deassignment } = how;
    outcomes.push(...(await deassign(ports, links.map(targetOf), deassignment, marker)));
  } else {
    const members = byEmail.some((it) => it.active) ? byEmail : await mapped(ports, organizationId, change);
    const owners = ownersOf(ports, links, members);
    for (const [index, { owner, targets }] of owners.entries()) {
      const { marker, ...assignment } = how;
      const last = index === owners.length - 1;
      outcomes.push(...(await assign(ports, targets, { owner, ...assignment }, last ? marker : undefined)));
    }
  }
  const late = outcomes.some((it) => !it.changed && it.unchanged === "stale");
  if (late || isOverwritten(issue, account ?? null, change.sourceTime))
    await answer(ports, links, outcomes, { again: change.deliveryId, origin: how.origin, extra: how.extra });
  if (decided.own) await ports.links.told(issue, decided.own, change.deliveryId);
  return outcomes;
}

function changeOf(organizationId: number, { provider, integrationId, ticket, key = ticket, deliveryId, sourceTime }: IssueChanged) {
  const origin: Origin = { kind: "integration", provider, integrationId, ticket, deliveryId };
  const extra = { provider, integration_id: String(integrationId), external_issue: key };
  const marker: DeliveryMarker = { organizationId, integrationId, deliveryId };
  return { origin, sourceTime, extra, marker };
}

/** Who the account was mapped to; nobody yet: then the assignment waits until somebody is. */
async function mapped(ports: Needed, organizationId: number, change: IssueChanged): Promise<MemberByEmail[]> {
  const { integrationId, ticket, key = ticket, deliveryId, sourceTime } = change;
  const { account, email } = change.assignee ?? {};
  if (email === null) ports.log.info("missing-assignee-email", { organization: organizationId, ticket });
  if (account === undefined) return [];
  const userId = await ports.userMappings.byAccount(organizationId, integrationId, account);
  const member = userId === null ? null : await ports.organizations.member(organizationId, userId);
  if (member) return [{ userId: member.userId, email: member.email, active: member.active, projects: member.projects }];
  await ports.userMappings.wait(organizationId, integrationId, {
    ...{ account, ticket, key, deliveryId, sourceTime },
    ...(email && { email }),
  });
  return [];
}

/** Groups by the member they go to: almost always one, more only where people share an address. */
function ownersOf({ log }: Pick<Ports, "log">, links: TicketLink[], members: MemberByEmail[]): { owner: Owner; targets: Target[] }[] {
  const byUser = new Map<number, { owner: Owner; targets: Target[] }>();
  for (const link of links) {
    const member = members.find((it) => it.active && it.projects.includes(link.projectId));
    if (!member) {
      log.info("assignee-not-found-inbound", { group: link.groupId, ticket: link.key });
      continue;
    }
    const owner: Owner = { type: "user", id: member.userId, email: member.email, subscribers: [{ type: "user", id: member.userId }] };
    const entry = byUser.get(member.userId) ?? { owner, targets: [] };
    entry.targets.push(targetOf(link));
    byUser.set(member.userId, entry);
  }
  return [...byUser.values()];
}

/** The ticket may still have what came too late to count, so it is told what is true of its issues by now. */
async function answer(
  ports: Needed,
  links: readonly TicketLink[],
  outcomes: readonly Outcome[],
  { again, ...how }: { again: string; origin: Origin; extra: Record<string, string> },
): Promise<void> {
  const known = outcomes.flatMap(({ ref, state }) => {
    const link = links.find((it) => it.groupId === ref.groupId);
    return link && state ? [{ link, state }] : [];
  });
  const newest = await settleOwner(ports, known, how);
  if (newest) await ports.outboundAssignees.send([tellingOf(newest, again)]);
}

/** The hint is tried as it is; the transaction's version check finds out when it is old. */
const targetOf = ({ organizationId, projectId, groupId, hint }: TicketLink): Target => ({
  ref: { organizationId, projectId, groupId },
  state: hint ?? UNASSIGNED,
  read: false,
});
