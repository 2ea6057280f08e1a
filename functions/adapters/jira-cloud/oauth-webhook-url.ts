import { Resource } from "sst";

/** Where a site sends what it tells an app: each app has one address. */
export const oauthWebhookUrl = (clientId: string): string =>
  `${Resource.JiraOauthWebhook.url.replace(/\/+$/, "")}/extensions/jira/oauth/issue-updated/${clientId}/`;
