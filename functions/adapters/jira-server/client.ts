import * as z from "zod";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { JiraServer, JiraSite, JiraToken } from "../../../core/jira-server/ports.ts";
import { canonical, oauthSigner } from "./authorization.ts";
import { ask, read } from "./call.ts";
import { User } from "./user.ts";
import { createWebhook, deleteWebhook, hasWebhook } from "./webhooks.ts";

const Info = z
  .object({
    version: z.string(),
    deploymentType: z.string().default("Server"),
    serverTitle: z.string().default("Jira"),
    baseUrl: z.string(),
  })
  .transform(({ serverTitle, ...it }) => ({ ...it, title: serverTitle }));

export const jiraServer: JiraServer = {
  async requestToken(site, app, callbackUrl) {
    const url = canonical(`${site.baseUrl}/plugins/servlet/oauth/request-token`);
    const { text } = await ask(site, oauthSigner(app), { method: "POST", url, oauth: { oauth_callback: callbackUrl } });
    return tokenOf(site, text);
  },

  async accessToken(site, app, requestToken, verifier) {
    const url = canonical(`${site.baseUrl}/plugins/servlet/oauth/access-token`);
    const { text } = await ask(site, oauthSigner(app, requestToken), { method: "POST", url, oauth: { oauth_verifier: verifier } });
    return tokenOf(site, text);
  },

  serverInfo: (site, credentials) => read(site, credentials, { path: "/rest/api/2/serverInfo" }, Info),
  myself: (site, credentials) => read(site, credentials, { path: "/rest/api/2/myself" }, User),
  createWebhook: async (site, credentials, webhook) =>
    createWebhook(site, credentials, webhook, (await jiraServer.serverInfo(site, credentials)).version),
  deleteWebhook: async (site, credentials, id) =>
    deleteWebhook(site, credentials, id, (await jiraServer.serverInfo(site, credentials)).version),
  hasWebhook: async (site, credentials, id) => hasWebhook(site, credentials, id, (await jiraServer.serverInfo(site, credentials)).version),
};

/** Tokens come form-encoded; a page of HTML has none in it. */
function tokenOf({ baseUrl }: JiraSite, text: string): JiraToken {
  const form = new URLSearchParams(text.trim());
  const [token, tokenSecret] = [form.get("oauth_token"), form.get("oauth_token_secret")];
  if (token && tokenSecret !== null) return { token, tokenSecret };
  throw new JiraFailure("not_jira", { host: new URL(baseUrl).host, details: "Missing oauth_token." });
}
