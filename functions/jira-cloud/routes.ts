/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /settings/{organization}/integrations/jira-cloud/new": "new",
  "GET /settings/{organization}/integrations/{integration}/webhook": "webhook",
  "GET /extensions/jira/search/{organization}/{integration}": "search",
} as const;

/** How it is connected, among the trackers that can be. */
export const places = {
  "GET /settings/{organization}/integrations/jira-cloud/new": { name: "Jira Cloud", icon: "plug", group: "connect", rank: 10 },
} as const;
