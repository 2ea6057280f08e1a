import type { CloudCredentials } from "./credentials.ts";

/** `secret` signs what is sent; Jira never says it again. */
export type CloudWebhook = { name: string; url: string; events: readonly string[]; secret: string };

/** Without a slash at its end. */
export type CloudSite = { baseUrl: string };

/** What the set-up asks of a Jira Cloud. Every method throws JiraFailure and nothing else. */
export type JiraCloud = {
  /** The id of a site, which stays when the site is renamed. Asks with no credentials. */
  cloudId(site: CloudSite): Promise<string>;
  /** Who the credentials act as. */
  myself(site: CloudSite, credentials: CloudCredentials): Promise<{ accountId: string; name: string }>;
  /** Of these permissions, by Jira's names for them, those that it has in at least one project. */
  permissions(site: CloudSite, credentials: CloudCredentials, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** The id is null where Jira does not say it. */
  createWebhook(site: CloudSite, credentials: CloudCredentials, webhook: CloudWebhook): Promise<string | null>;
  updateWebhook(site: CloudSite, credentials: CloudCredentials, id: string, webhook: CloudWebhook): Promise<void>;
  /** One that is gone already is no failure. */
  deleteWebhook(site: CloudSite, credentials: CloudCredentials, id: string): Promise<void>;
};
