import { Invalid } from "../errors.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Trackers } from "../trackers/ports.ts";
import type { Account } from "../trackers/ticket.ts";
import { JiraFailure } from "./failure.ts";

/** What a form offers while somebody types, of one Jira. Every method throws JiraFailure and nothing else; each answers 50 at most. */
export type JiraPicker = {
  tickets(jql: string): Promise<{ key: string; summary: string }[]>;
  /** Who may be given tickets of the project, by its key. */
  people(search: { project: string; text: string }): Promise<Account[]>;
  /** What Jira completes a value of a field to; the name may hold markup. */
  values(search: { field: string; text: string }): Promise<{ value: string; name: string }[]>;
};

type Asked = { field: string | null; query: string | null; project: string | null };
type Choice = { value: string; label: string };

const refused = (detail: string, cause?: unknown): Invalid => new Invalid(detail, { cause });

/**
 * The choices for what somebody has typed into a field of a ticket (behaviour §2.15): tickets, people, or whatever Jira completes it to.
 * Throws Invalid where something is missing or Jira does not tell.
 */
export async function pick(
  { trackers }: { trackers: Trackers },
  integration: Integration,
  picker: JiraPicker | null,
  { field, query, project }: Asked,
): Promise<Choice[]> {
  if (!field) throw refused("field is a required parameter");
  if (!query) throw refused("query is a required parameter");
  if (!picker) throw refused("This Jira is no longer connected. Connect it again.");
  const orElse = (text: string) => (error: unknown) => {
    throw error instanceof JiraFailure ? refused(`${text} ${error.message}`.trim(), error) : error;
  };
  if (field === "externalIssue" || field === "parent") {
    const found = await picker.tickets(jqlOf(query)).catch(orElse(""));
    return found.map(({ key, summary }) => ({ value: key, label: `(${key}) ${summary}` }));
  }
  if (field === "assignee" || field === "reporter") {
    const inKey = async () => {
      if (!project || !/^\d+$/.test(project)) return project ?? "";
      return ((await trackers.of(integration)?.projects()) ?? []).find((it) => it.id === project)?.key ?? "";
    };
    const found = await inKey()
      .then((key) => picker.people({ project: key, text: query }))
      .catch(orElse("Unable to fetch users from Jira."));
    return found.map((it) => ({ value: it.id, label: `${it.name}${it.email ? ` - ${it.email}` : ""} (${it.id})` }));
  }
  const custom = /^customfield_(\d+)$/.exec(field)?.[1];
  const found = await picker
    .values({ field: custom ? `cf[${custom}]` : field, text: query })
    .catch(orElse(`Unable to autocomplete ${field}.`));
  return found.map(({ value, name }) => ({ value, label: name.replace(/<[^<>]*>/g, "") }));
}

/** What looks like a key is one; anything else is looked for in the texts of tickets. */
const jqlOf = (query: string): string => {
  const quoted = `"${query.replace(/["\\]/g, "\\$&")}"`;
  return /^[A-Za-z][A-Za-z0-9]*-\d+$/.test(query) ? `id=${quoted}` : `text ~ ${quoted}`;
};
