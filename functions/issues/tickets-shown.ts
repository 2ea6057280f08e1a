import { type LinkHealth, linkHealth } from "../../core/integrations/link-health.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Member } from "../../core/organizations/organization.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";

/** The tickets of an issue and how each fares; those of a tracker that is no longer connected are left out. */
export async function ticketsShown(issue: GroupWithState, members: readonly Member[]): Promise<LinkHealth[]> {
  const { organizationId, id } = issue.group;
  const linked = await links.byGroup(organizationId, id);
  if (linked.length === 0) return [];
  const trackers = (await integrations.list(organizationId)).filter((it) => linked.some((link) => link.integrationId === it.id));
  const shown = trackers.map(async (integration) => {
    const own = linked.filter((it) => it.integrationId === integration.id);
    const known = await tickets.known(
      integration.id,
      own.map((it) => it.ticketId),
    );
    return own.map((link) =>
      linkHealth(link, { issue, state: known.find((it) => it.ticketId === link.ticketId) ?? null, members }, integration),
    );
  });
  return (await Promise.all(shown)).flat();
}
