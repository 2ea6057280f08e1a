import * as z from "zod";
import type { DynamicWebhooks } from "../../../core/jira-cloud/oauth/ports.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";

type Call = { method: string; path: string; query?: Record<string, string>; json?: unknown };
/** Asks a site's REST path, for an answer of this shape or for none. Throws JiraFailure. */
export type AskSite = { read<T>(call: Call, schema: z.ZodType<T>): Promise<T>; send(call: Call): Promise<unknown> };

const Id = z.union([z.string(), z.number()]).transform(String);
const Listed = z.object({ values: z.array(z.object({ id: Id, jqlFilter: z.string().default("") })) });
const Registered = z.object({
  webhookRegistrationResult: z.array(z.union([z.object({ createdWebhookId: Id }), z.object({ errors: z.array(z.string()) })])),
});
const Projects = z.object({ values: z.array(z.object({ id: Id })), isLast: z.boolean().default(true) });
const PATH = "/rest/api/3/webhook";
const PAGE = 50;
/** Pages of projects that are read at most. */
const PAGES = 20;

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/ */
export const dynamicWebhooks = (site: AskSite, host: string): DynamicWebhooks => ({
  list: async () => (await site.read({ method: "GET", path: PATH, query: { maxResults: "100" } }, Listed)).values,

  async register({ url, events, jqlFilter }) {
    const json = { url, webhooks: [{ events, jqlFilter }] };
    const [result] = (await site.read({ method: "POST", path: PATH, json }, Registered)).webhookRegistrationResult;
    if (result && "createdWebhookId" in result) return result.createdWebhookId;
    throw new JiraFailure("rejected", { host, details: result?.errors.join(" ").slice(0, 300) });
  },

  async refresh(ids) {
    try {
      await site.send({ method: "PUT", path: `${PATH}/refresh`, json: { webhookIds: ids.map(Number) } });
      return true;
    } catch (error) {
      if (error instanceof JiraFailure && (error.kind === "rejected" || error.kind === "not_found")) return false;
      throw error;
    }
  },

  async remove(ids) {
    await site.send({ method: "DELETE", path: PATH, json: { webhookIds: ids.map(Number) } });
  },

  async projects() {
    const all: { id: string }[] = [];
    for (let page = 0; page < PAGES; page++) {
      const query = { startAt: String(all.length), maxResults: String(PAGE) };
      const { values, isLast } = await site.read({ method: "GET", path: "/rest/api/3/project/search", query }, Projects);
      all.push(...values);
      if (isLast || values.length === 0) break;
    }
    return all;
  },
});
