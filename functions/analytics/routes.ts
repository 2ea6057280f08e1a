/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/organizations/{organization}/analytics-events": "list",
} as const;
