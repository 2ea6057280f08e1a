/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/projects/{organization}/{project}/notification-settings": "get",
  "PUT /api/0/projects/{organization}/{project}/notification-settings": "update",
} as const;
