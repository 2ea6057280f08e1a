import type { IssueChanged } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { followTicket } from "./follow-ticket.ts";
import { syncGroupAssigneeInbound } from "./inbound-assignee.ts";
import { syncStatusInbound } from "./inbound-status.ts";

type Needed = Pick<Ports, "groups" | "links" | "organizations" | "userMappings" | "outboundAssignees" | "outboundStatuses" | "now" | "log">;

/** Applies what a tracker said of one ticket, in each organization that had asked for it when it was accepted. Throws Unavailable. */
export async function applyChange(ports: Needed, change: IssueChanged): Promise<void> {
  for (const organizationId of change.place?.organizations ?? []) await followTicket(ports, organizationId, change);
  for (const organizationId of change.assignee?.organizations ?? []) {
    const outcomes = await syncGroupAssigneeInbound(ports, organizationId, change);
    logApplied(ports, organizationId, change, "assignee", outcomes);
  }
  for (const organization of change.status?.organizations ?? []) {
    const outcomes = await syncStatusInbound(ports, organization, change);
    logApplied(ports, organization.id, change, "status", outcomes);
  }
}

function logApplied(
  { log }: Pick<Ports, "log">,
  organization: number,
  { ticket }: IssueChanged,
  type: string,
  outcomes: readonly { changed: boolean }[],
): void {
  log.info("change.applied", { organization, ticket, type, count: outcomes.filter((it) => it.changed).length });
}
