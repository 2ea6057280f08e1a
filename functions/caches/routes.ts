/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/projects/{organization}/{project}/ownership/invalidation": "progress",
} as const;
