/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /api/0/organizations/{organization}/releases": "list",
  "POST /api/0/organizations/{organization}/releases": "save",
  "GET /api/0/organizations/{organization}/releases/{version}": "get",
  "PUT /api/0/organizations/{organization}/releases/{version}": "update",
  "GET /api/0/projects/{organization}/{project}/releases": "list",
  "POST /api/0/projects/{organization}/{project}/releases": "save",
  "GET /api/0/projects/{organization}/{project}/releases/{version}": "get",
  "PUT /api/0/projects/{organization}/{project}/releases/{version}": "update",
  "ANY /api/0/organizations/{organization}/releases/{version}/files": "refuse-files",
  "ANY /api/0/projects/{organization}/{project}/releases/{version}/files": "refuse-files",
  "ANY /api/0/organizations/{organization}/artifactbundle/assemble": "refuse-files",
  "ANY /api/0/organizations/{organization}/chunk-upload": "refuse-files",
  "ANY /api/0/organizations/{organization}/releases/{version}/deploys": "refuse-deploys",
} as const;
