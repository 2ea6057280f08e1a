import * as z from "zod";
import type { JiraPicker } from "../../../core/jira-server/picker.ts";
import { read } from "./call.ts";
import { listOf, User } from "./user.ts";

const Found = z.object({ issues: z.array(z.object({ key: z.string(), fields: z.object({ summary: z.string().default("") }) })) });
const Values = z.object({ results: z.array(z.object({ value: z.string(), displayName: z.string() })) });
const maxResults = "50";

export const jiraPicker: JiraPicker = {
  async tickets(site, credentials, jql) {
    const query = { jql, fields: "summary", maxResults };
    const { issues } = await read(site, credentials, { path: "/rest/api/2/search", query }, Found);
    return issues.map(({ key, fields }) => ({ key, summary: fields.summary }));
  },

  people: (site, credentials, { project, text }) =>
    read(site, credentials, { path: "/rest/api/2/user/assignable/search", query: { project, username: text, maxResults } }, listOf(User)),

  async values(site, credentials, { field, text }) {
    const query = { fieldName: field, fieldValue: text };
    const { results } = await read(site, credentials, { path: "/rest/api/2/jql/autocompletedata/suggestions", query }, Values);
    return results.slice(0, 50).map(({ value, displayName }) => ({ value, name: displayName }));
  },
};
