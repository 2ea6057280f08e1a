import * as z from "zod";
import { credentialsOf } from "../../../core/jira-server/credentials.ts";
import type { JiraPicker } from "../../../core/jira-server/picker.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { seal } from "../seal.ts";
import { read } from "./call.ts";
import { accountOf, listOf, User } from "./user.ts";

export const Found = z.object({ issues: z.array(z.object({ key: z.string(), fields: z.object({ summary: z.string().default("") }) })) });
export const Values = z.object({ results: z.array(z.object({ value: z.string(), displayName: z.string() })) });
const maxResults = "50";

/** Null once it was uninstalled. */
export function jiraServerPicker(integration: Integration): JiraPicker | null {
  const credentials = credentialsOf({ seal }, integration);
  if (!credentials) return null;
  const ask = <T>(path: string, query: Record<string, string>, schema: z.ZodType<T>) =>
    read(integration, credentials, { path: `/rest/api/2/${path}`, query }, schema);
  return {
    async tickets(jql) {
      const { issues } = await ask("search", { jql, fields: "summary", maxResults }, Found);
      return issues.map(({ key, fields }) => ({ key, summary: fields.summary }));
    },

    people: async ({ project, text }) =>
      (await ask("user/assignable/search", { project, username: text, maxResults }, listOf(User))).map(accountOf),

    async values({ field, text }) {
      const { results } = await ask("jql/autocompletedata/suggestions", { fieldName: field, fieldValue: text }, Values);
      return results.slice(0, 50).map(({ value, displayName }) => ({ value, name: displayName }));
    },
  };
}
