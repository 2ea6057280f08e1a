import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../fixtures/jira-webhooks/", import.meta.url);

/** Real webhook bodies, as bytes, by file name. */
export const jiraWebhooks: Record<string, Buffer> = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name.replace(".json", ""), readFileSync(new URL(name, folder))]),
);

/** The id of a ticket that was made up by its key, as unlike the key as a Jira's own: of `APP-7` it is `707`. */
export const ticketIdOf = (key: string): string => String(700 + Number(key.split("-")[1]));

/** A real assignment body with other facts in it. */
export function assignmentBody(facts: { ticket: string; email: string | null; timestamp: number }): Buffer {
  const body = JSON.parse(String(jiraWebhooks["webhook-issue-updated-assigned-on-server"]));
  body.timestamp = facts.timestamp;
  body.issue.key = facts.ticket;
  body.issue.id = ticketIdOf(facts.ticket);
  body.issue.fields.assignee = facts.email === null ? null : { ...body.issue.fields.assignee, emailAddress: facts.email };
  const [item] = body.changelog.items;
  body.changelog = {
    id: String(facts.timestamp),
    items: [{ ...item, from: facts.email === null ? "admin" : null, to: facts.email && "admin" }],
  };
  return Buffer.from(JSON.stringify(body));
}
