/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /assets/{name}": "asset",
  "ANY /{path+}": "unknown",
} as const;
