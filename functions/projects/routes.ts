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
  "GET /settings/{organization}/projects": "list-page",
  "POST /settings/{organization}/projects": "list-page",
  "GET /settings/{organization}/projects/{project}": "settings-page",
  "POST /settings/{organization}/projects/{project}": "settings-page",
  "GET /settings/{organization}/projects/{project}/keys": "keys-page",
  "POST /settings/{organization}/projects/{project}/keys": "keys-page",
  "GET /settings/{organization}/projects/{project}/delete": "delete-page",
  "POST /settings/{organization}/projects/{project}/delete": "delete-page",
} as const;

/** The pages that the navigation leads to. */
export const places = {
  "GET /settings/{organization}/projects": { name: "Projects", icon: "box", group: "organization", rank: 30 },
} as const;
