/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /settings/{organization}/integrations/jira-cloud/new": "new",
  "GET /settings/{organization}/integrations/{integration}/webhook": "webhook",
} as const;
