/** What an administrator's webhook is called in Jira, and what it tells. */
export const WEBHOOK_NAME = "Lockstep";
export const WEBHOOK_EVENTS = ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted"] as const;

/** In place of the id of a webhook that an administrator made by hand: only they can change it or take it away. */
export const PASTED = "by-hand";

/** What the secrets of a webhook are sealed for, so that they open nowhere else. */
export const webhookSecretContext = (externalId: string): string => `webhook-secret:jira:${externalId}`;
