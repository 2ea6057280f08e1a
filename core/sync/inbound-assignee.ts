import type { Origin } from "../issues/activity.ts";
import { assign, type Owner } from "../issues/assign.ts";
import type { Outcome, Target } from "../issues/commit-changes.ts";
import { deassign } from "../issues/deassign.ts";
import type { AssigneeState } from "../issues/group.ts";
import type { DeliveryMarker } from "../issues/ports.ts";
import type { IssueChanged } from "../messages.ts";
import type { MemberByEmail } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import type { TicketLink } from "./link.ts";

const UNASSIGNED: AssigneeState = { version: 0, assignee: null, assigneeSourceTime: 0 };

/**
 * `sync_group_assignee_inbound` (behaviour §3.4) for one organization: a ticket now belongs to `email`, or to nobody. Every linked
 * group follows whose project the member with that verified address can reach; the others keep their owner.
 * Two reads in parallel, then one transaction per 24 groups. Throws Unavailable.
 */
export async function syncGroupAssigneeInbound(
  ports: Pick<Ports, "groups" | "links" | "organizations" | "now" | "log">,
  organizationId: number,
  change: IssueChanged,
): Promise<Outcome[]> {
  const email = change.assignee?.email ?? null;
  const [links, members] = await Promise.all([
    ports.links.byTicket(organizationId, change.integrationId, change.ticket),
    email === null ? [] : ports.organizations.membersByEmail(organizationId, email),
  ]);
  if (links.length === 0) {
    ports.log.info("no-affected-groups", { organization: organizationId, ticket: change.ticket });
    return [];
  }
  const { provider, integrationId, ticket, deliveryId, sourceTime } = change;
  const origin: Origin = { kind: "integration", provider, integrationId, ticket, deliveryId };
  const extra = { provider, integration_id: String(integrationId), external_issue: ticket };
  const marker: DeliveryMarker = { organizationId, integrationId, deliveryId };
  if (email === null) return deassign(ports, links.map(targetOf), { origin, sourceTime, extra }, marker);

  const outcomes: Outcome[] = [];
  const owners = [...ownersOf(ports, links, members)];
  for (const [index, { owner, targets }] of owners.entries()) {
    const last = index === owners.length - 1;
    outcomes.push(...(await assign(ports, targets, { owner, origin, sourceTime, extra }, last ? marker : undefined)));
  }
  return outcomes;
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

/** The hint is tried as it is; the transaction's version check finds out when it is old. */
const targetOf = ({ organizationId, projectId, groupId, hint }: TicketLink): Target => ({
  ref: { organizationId, projectId, groupId },
  state: hint ?? UNASSIGNED,
  read: false,
});
