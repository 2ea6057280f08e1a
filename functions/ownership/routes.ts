/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/projects/{organization}/{project}/ownership": "get",
  "PUT /api/0/projects/{organization}/{project}/ownership": "update",
  "GET /api/0/projects/{organization}/{project}/events/{event_id}/owners": "explain",
  "GET /api/0/projects/{organization}/{project}/codeowners": "codeowners",
  "POST /api/0/projects/{organization}/{project}/codeowners": "import-codeowners",
  "PUT /api/0/projects/{organization}/{project}/codeowners/{codeowners}": "import-codeowners",
  "DELETE /api/0/projects/{organization}/{project}/codeowners/{codeowners}": "remove-codeowners",
  "GET /settings/{organization}/projects/{project}/ownership": "ownership-page",
  "POST /settings/{organization}/projects/{project}/ownership": "ownership-page",
} as const;
