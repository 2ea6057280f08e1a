import type { AssigneeState } from "../issues/group.ts";

/** A ticket of another tracker that groups are linked to. `key` moves with the ticket, `id` never changes. */
export type ExternalIssue = {
  id: number;
  organizationId: number;
  integrationId: number;
  key: string;
  ticketId: string | null;
  title: string;
};

/**
 * A group linked to a ticket. `hint` is the group's assignee as the newest relayed change left it: good enough to build a
 * transaction on, because the transaction checks the version; never good enough to skip one.
 */
export type TicketLink = {
  organizationId: number;
  integrationId: number;
  key: string;
  projectId: number;
  groupId: number;
  externalIssueId: number;
  hint: AssigneeState | null;
};
