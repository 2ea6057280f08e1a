import { type LinkHealth, linkHealth } from "../../core/integrations/link-health.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Member } from "../../core/organizations/organization.ts";
import type { TicketLink } from "../../core/sync/link.ts";
import type { TicketState } from "../../core/sync/ticket-state.ts";
import { type Integration, isTracker } from "../../core/trackers/integration.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";

export type TicketShown = { health: LinkHealth; link: TicketLink; state: TicketState | null; integration: Integration };
/** `trackers`: those that a ticket can be linked or created in. */
export type TicketsShown = { tickets: TicketShown[]; trackers: Integration[] };

/** The tickets of an issue and how each fares; those of a tracker that is no longer connected are left out. */
export async function ticketsShown(issue: GroupWithState, members: readonly Member[]): Promise<TicketsShown> {
  const { organizationId, id } = issue.group;
  const [linked, all] = await Promise.all([links.byGroup(organizationId, id), integrations.list(organizationId)]);
  const shown = all.map(async (integration) => {
    const own = linked.filter((it) => it.integrationId === integration.id);
    const known = await tickets.known(
      integration.id,
      own.map((it) => it.ticketId),
    );
    return own.map((link): TicketShown => {
      const state = known.find((it) => it.ticketId === link.ticketId) ?? null;
      return { health: linkHealth(link, { issue, state, members }, integration), link, state, integration };
    });
  });
  const isOn = (it: Integration) => it.installations.some((one) => one.organizationId === organizationId && one.status === "active");
  return { tickets: (await Promise.all(shown)).flat(), trackers: all.filter((it) => isTracker(it) && it.status === "active" && isOn(it)) };
}
