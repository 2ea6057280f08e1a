import { Resource } from "sst";

/** Where a Jira Cloud sends its webhooks: a function URL where there is one. Without a slash at its end. */
export const cloudWebhookUrl = (): string => Resource.JiraCloudWebhook.url.replace(/\/+$/, "");
