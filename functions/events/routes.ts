/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/organizations/{organization}/issues/{issue}/events": "list",
  "GET /api/0/issues/{issue}/events": "list",
  "GET /api/0/organizations/{organization}/issues/{issue}/events/latest": "latest",
  "GET /api/0/issues/{issue}/events/latest": "latest",
  "GET /api/0/organizations/{organization}/issues/{issue}/events/{event_id}": "get",
  "GET /api/0/issues/{issue}/events/{event_id}": "get",
  "GET /api/0/organizations/{organization}/issues/{issue}/tags": "tags",
  "GET /api/0/issues/{issue}/tags": "tags",
  "GET /api/0/organizations/{organization}/issues/{issue}/tags/{tag}": "tag",
  "GET /api/0/issues/{issue}/tags/{tag}": "tag",
  "GET /api/0/projects/{organization}/{project}/events": "list-project",
  "GET /api/0/projects/{organization}/{project}/events/{event_id}": "get-of-project",
} as const;
