import { type ExternalIssue, type TicketLink, UNSYNCED } from "../../../core/sync/link.ts";

type Item = Record<string, unknown>;

export const readLink = (item: Item): TicketLink => {
  const { organizationId, integrationId, ticket, key, projectId, groupId, externalIssueId, hint } = item as TicketLink;
  const { linkedAt = 0, sync } = item as Partial<TicketLink>;
  return {
    organizationId,
    integrationId,
    ticket,
    key,
    projectId,
    groupId,
    externalIssueId,
    linkedAt,
    hint,
    sync: { ...UNSYNCED, ...sync },
  };
};

export const readIssue = (item: Item): ExternalIssue => {
  const { id, organizationId, integrationId, ticket, key, title, done = null, written = [], closedAt = null } = item as ExternalIssue;
  return { id, organizationId, integrationId, ticket, key, title, done, written, closedAt };
};
