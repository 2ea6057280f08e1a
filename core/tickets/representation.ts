import type { TicketLink } from "../sync/link.ts";
import type { Integration } from "../trackers/integration.ts";

export const urlOf = (link: Pick<TicketLink, "key">, { baseUrl }: Pick<Integration, "baseUrl">): string =>
  `${baseUrl}/browse/${encodeURIComponent(link.key)}`;

/** A linked ticket in the list of an issue's external issues. */
export const externalIssue = (link: TicketLink, integration: Pick<Integration, "baseUrl" | "provider">) => ({
  id: String(link.externalIssueId),
  issueId: String(link.groupId),
  serviceType: integration.provider,
  displayName: link.key,
  webUrl: urlOf(link, integration),
});

/** What linking or creating answers (behaviour §2.16). */
export const linkedTicket = (link: TicketLink, integration: Pick<Integration, "baseUrl" | "provider">) => ({
  ...externalIssue(link, integration),
  key: link.key,
  url: urlOf(link, integration),
  integrationId: String(link.integrationId),
});
