/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/organizations/{organization}/integrations": "list",
  "GET /api/0/organizations/{organization}/integrations/{integration}": "get",
  "POST /api/0/organizations/{organization}/integrations/{integration}": "configure",
  "PUT /api/0/organizations/{organization}/integrations/{integration}": "configure",
  "DELETE /api/0/organizations/{organization}/integrations/{integration}": "uninstall",
  "POST /api/0/organizations/{organization}/integrations/{integration}/test": "test",
  "GET /api/0/organizations/{organization}/integrations/{integration}/links": "links",
  "DELETE /api/0/organizations/{organization}/integrations/{integration}/links": "unlink",
  "POST /api/0/organizations/{organization}/integrations/{integration}/links/retry": "retry",
  "GET /api/0/organizations/{organization}/integrations/{integration}/people": "people",
  "GET /organizations/{organization}/out-of-step": "out-of-step-page",
  "POST /organizations/{organization}/out-of-step": "out-of-step-page",
  "GET /settings/{organization}/people": "everybody-page",
  "POST /settings/{organization}/people": "everybody-page",
  "GET /settings/{organization}/integrations": "list-page",
  "GET /settings/{organization}/integrations/{integration}": "overview-page",
  "POST /settings/{organization}/integrations/{integration}/test": "test-page",
  "GET /settings/{organization}/integrations/{integration}/uninstall": "uninstall-page",
  "POST /settings/{organization}/integrations/{integration}/uninstall": "uninstall-page",
  "GET /settings/{organization}/integrations/{integration}/sync": "sync-page",
  "POST /settings/{organization}/integrations/{integration}/sync": "sync-page",
  "GET /settings/{organization}/integrations/{integration}/health": "health-page",
  "POST /settings/{organization}/integrations/{integration}/health": "health-page",
  "GET /settings/{organization}/integrations/{integration}/people": "people-page",
  "POST /settings/{organization}/integrations/{integration}/people": "people-page",
  "POST /settings/{organization}/integrations/{integration}/teams": "teams-page",
} as const;

/** The pages that the navigation leads to. */
export const places = {
  "GET /organizations/{organization}/out-of-step": { name: "Out of step", icon: "off", group: "organization", rank: 20 },
  "GET /settings/{organization}/people": { name: "People", icon: "people", group: "organization", rank: 40 },
  "GET /settings/{organization}/integrations": { name: "Integrations", icon: "plug", group: "organization", rank: 50 },
} as const;
