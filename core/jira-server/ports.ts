export type JiraCredentials =
  | { kind: "oauth"; consumerKey: string; privateKey: string; token: string; tokenSecret: string }
  | { kind: "personal_access_token"; token: string };

/** `baseUrl` has no slash at its end. */
export type JiraSite = { baseUrl: string; verifySsl: boolean };

/** A consumer of Jira's application links; the private key is PEM. */
export type JiraApp = { consumerKey: string; privateKey: string };
export type JiraToken = { token: string; tokenSecret: string };
/** `key` never changes, and is what histories name somebody by. */
export type JiraUser = { name: string; key: string; displayName: string; email: string | null };
export type JiraWebhook = { name: string; url: string; events: readonly string[]; secret?: string };

/** A Jira Server or Data Center (behaviour §1.6, §2.2). Every method throws JiraFailure and nothing else. */
export type JiraServer = {
  requestToken(site: JiraSite, app: JiraApp, callbackUrl: string): Promise<JiraToken>;
  accessToken(site: JiraSite, app: JiraApp, requestToken: JiraToken, verifier: string): Promise<JiraToken>;
  serverInfo(
    site: JiraSite,
    credentials: JiraCredentials,
  ): Promise<{ version: string; deploymentType: string; title: string; baseUrl: string }>;
  /** Who the credentials act as. */
  myself(site: JiraSite, credentials: JiraCredentials): Promise<JiraUser>;
  /** At the place where this version of Jira has webhooks. The id is null where Jira does not say it. */
  createWebhook(site: JiraSite, credentials: JiraCredentials, webhook: JiraWebhook): Promise<{ id: string | null }>;
  /** One that is gone already is no failure. */
  deleteWebhook(site: JiraSite, credentials: JiraCredentials, id: string): Promise<void>;
  /** Whether Jira still has it, and switched on. */
  hasWebhook(site: JiraSite, credentials: JiraCredentials, id: string): Promise<boolean>;
};
