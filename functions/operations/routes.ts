/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /settings/{organization}/operations": "overview",
  "POST /settings/{organization}/operations": "overview",
} as const;

/** The pages that the navigation leads to. */
export const places = {
  "GET /settings/{organization}/operations": { name: "Operations", icon: "pulse", group: "run", rank: 10 },
} as const;
