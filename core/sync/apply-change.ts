import type { IssueChanged } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { syncGroupAssigneeInbound } from "./inbound-assignee.ts";

/** Applies what a tracker said of one ticket, in each organization that had asked for it when it was accepted. Throws Unavailable. */
export async function applyChange(
  ports: Pick<Ports, "groups" | "links" | "organizations" | "now" | "log">,
  change: IssueChanged,
): Promise<void> {
  for (const organizationId of change.assignee?.organizations ?? []) {
    const outcomes = await syncGroupAssigneeInbound(ports, organizationId, change);
    ports.log.info("change.applied", {
      organization: organizationId,
      ticket: change.ticket,
      count: outcomes.filter((it) => it.changed).length,
    });
  }
}
