import { type LinkHealth, linkHealth } from "../../core/integrations/link-health.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Member } from "../../core/organizations/organization.ts";
import type { TicketLink } from "../../core/sync/link.ts";
import type { TicketState } from "../../core/sync/ticket-state.ts";
import { type Integration, isTracker } from "../../core/trackers/integration.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { pictured } from "../adapters/dynamo/pictured.ts";

export type TicketShown = { health: LinkHealth; link: TicketLink; state: TicketState | null; integration: Integration };
/** `trackers`: those that a ticket can be linked or created in. */
export type TicketsShown = { tickets: TicketShown[]; trackers: Integration[] };

/** What is linked to an issue, and what its organization has connected. */
export const linkedTo = (organizationId: number, groupId: number) =>
  Promise.all([links.byGroup(organizationId, groupId), integrations.list(organizationId)]);

/** The tickets of an issue and how each fares; those of a tracker that is no longer connected are left out. */
export async function ticketsShown(
  issue: GroupWithState,
  members: readonly Member[],
  [linked, all]: Awaited<ReturnType<typeof linkedTo>>,
): Promise<TicketsShown> {
  const { organizationId } = issue.group;
  // What an issue knows of its links is which there are; how they fare stands with the tickets.
  const found = await pictured(organizationId, { groups: [], tickets: linked });
  const shown = found.links.flatMap((link): TicketShown[] => {
    const integration = all.find((it) => it.id === link.integrationId);
    if (!integration) return [];
    const state = found.tickets.find((it) => it.integrationId === link.integrationId && it.ticketId === link.ticketId) ?? null;
    return [{ health: linkHealth(link, { issue, state, members }, integration), link, state, integration }];
  });
  const isOn = (it: Integration) => it.installations.some((one) => one.organizationId === organizationId && one.status === "active");
  return { tickets: shown, trackers: all.filter((it) => isTracker(it) && it.status === "active" && isOn(it)) };
}
