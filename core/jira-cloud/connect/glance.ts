import type { Group, GroupState } from "../../issues/group.ts";
import type { Groups } from "../../issues/ports.ts";
import { JiraFailure } from "../../jira-server/failure.ts";
import type { Organization } from "../../organizations/organization.ts";
import type { Organizations } from "../../organizations/ports.ts";
import type { Tickets } from "../../sync/ports.ts";
import type { Integration } from "../../trackers/integration.ts";
import type { Trackers } from "../../trackers/ports.ts";
import type { Badges } from "./ports.ts";

type GlancePorts = {
  tickets: Pick<Tickets, "read">;
  groups: Pick<Groups, "getMany">;
  organizations: Pick<Organizations, "byId">;
  trackers: Trackers;
  badges: Badges;
};
export type Glance = { organization: Organization; issues: { group: Group; state: GroupState }[] };

/** Issues that a panel has room for. */
const SHOWN = 100;

/**
 * What Jira's panel of a ticket shows (behaviour §2.10): the issues that are linked to it, where one organization alone has linked it. Of
 * several, nobody in Jira is told of any: who looks belongs to none that we know. The id of the ticket is asked for where Jira did not say
 * it. Null where there is nothing to show. Throws JiraFailure.
 */
export async function glanceAt(
  { tickets, groups, organizations, trackers }: GlancePorts,
  tenant: Integration,
  { key, id }: { key: string; id: string | null },
): Promise<Glance | null> {
  const { id: integrationId, provider, externalId } = tenant;
  const all = tenant.installations.filter((it) => it.status === "active").map((it) => it.organizationId);
  if (all.length === 0) return null;
  const ticketId = id ?? (await trackers.of(tenant)?.read(key, null))?.ticket.id;
  if (ticketId === undefined) return null;
  const { links } = await tickets.read({ integrationId, provider, externalId, ticketId }, all);
  const [organizationId, ...others] = new Set(links.map((it) => it.organizationId));
  if (organizationId === undefined || others.length > 0) return null;
  const ids = links.map((it) => it.groupId).slice(0, SHOWN);
  const [organization, issues] = await Promise.all([organizations.byId(organizationId), groups.getMany(organizationId, ids)]);
  return organization && { organization, issues };
}

/** Sets the badge of a ticket to how many issues are linked to it. Answers why it could not be set; null where it was. */
export async function setBadge(
  { badges }: Pick<GlancePorts, "badges">,
  tenant: Integration,
  key: string,
  count: number,
): Promise<string | null> {
  try {
    await badges.set(tenant, key, count);
    return null;
  } catch (error) {
    if (!(error instanceof JiraFailure)) throw error;
    const isOfUser = error.kind === "forbidden" || error.kind === "not_found";
    return isOfUser ? "User lacks permissions to set badge." : "Cannot reach host to set badge.";
  }
}
