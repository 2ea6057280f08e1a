import type * as z from "zod";
import { cloudCredentialsOf } from "../../../core/jira-cloud/credentials.ts";
import type { JiraPicker } from "../../../core/jira-server/picker.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { Found, Values } from "../jira-server/picker.ts";
import { listOf } from "../jira-server/user.ts";
import { seal } from "../seal.ts";
import { type Call, read } from "./call.ts";
import { accountOf, CloudUser } from "./shapes.ts";
import { wayInOf } from "./ways-in.ts";

const maxResults = "50";

/** Null once it was uninstalled. */
export function jiraCloudPicker(integration: Integration): JiraPicker | null {
  const credentials = cloudCredentialsOf({ seal }, integration);
  const way = credentials && wayInOf(integration, credentials);
  if (!way) return null;
  const at = { way, place: `jira:${integration.externalId}` };
  const ask = <T>({ path, ...asked }: Call, schema: z.ZodType<T>) => read(at, { ...asked, path: `/rest/api/3/${path}` }, schema);
  return {
    async tickets(jql) {
      const json = { jql, fields: ["summary"], maxResults: 50 };
      const { issues } = await ask({ method: "POST", path: "search/jql", json, kind: "search" }, Found);
      return issues.map(({ key, fields }) => ({ key, summary: fields.summary }));
    },

    async people({ project, text }) {
      const query = { project, query: text, maxResults };
      const found = await ask({ path: "user/assignable/search", query, kind: "assignable" }, listOf(CloudUser));
      return found.filter((it) => it.isPerson).map(accountOf);
    },

    async values({ field, text }) {
      const query = { fieldName: field, fieldValue: text };
      const { results } = await ask({ path: "jql/autocompletedata/suggestions", query, kind: "suggestions" }, Values);
      return results.slice(0, 50).map(({ value, displayName }) => ({ value, name: displayName }));
    },
  };
}
