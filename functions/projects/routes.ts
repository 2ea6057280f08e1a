/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/organizations/{organization}/projects": "list",
  "GET /api/0/projects/{organization}/{project}": "get",
  "GET /api/0/projects/{organization}/{project}/deletion": "deletion",
  "GET /api/0/projects/{organization}/{project}/keys": "keys",
  "POST /api/0/projects/{organization}/{project}/keys": "create-key",
  "GET /api/0/projects/{organization}/{project}/keys/{key}": "key",
  "PUT /api/0/projects/{organization}/{project}/keys/{key}": "update-key",
  "DELETE /api/0/projects/{organization}/{project}/keys/{key}": "delete-key",
} as const;
