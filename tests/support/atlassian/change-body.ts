import type { JiraCloudSite } from "../jira-cloud/server.ts";

/** What a site tells of the newest change of a ticket, to apps. */
export function changeBody(site: Pick<JiraCloudSite, "tickets">, ticketId: string, more: object = {}): string {
  const ticket = site.tickets.find(ticketId);
  const newest = ticket?.histories.at(-1);
  if (!ticket || !newest) throw new Error(`nothing changed of ${ticketId}`);
  const { id, items, author, created } = newest;
  return JSON.stringify({
    ...{ timestamp: created, webhookEvent: "jira:issue_updated", issue_event_type_name: "issue_generic" },
    ...{ user: { accountId: author, displayName: "Somebody" }, issue: site.tickets.show(ticket), changelog: { id, items } },
    ...more,
  });
}
