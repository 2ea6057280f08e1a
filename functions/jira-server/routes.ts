/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /settings/{organization}/integrations/jira-server/new": "new",
  "POST /settings/{organization}/integrations/jira-server/new": "new",
  "GET /settings/{organization}/integrations/jira-server/new/token": "new-with-token",
  "POST /settings/{organization}/integrations/jira-server/new/token": "new-with-token",
  "GET /extensions/jira-server/search/{organization}/{integration}": "search",
  "GET /extensions/jira_server/setup": "set-up",
  "GET /settings/{organization}/integrations/jira-server/{pipeline}": "confirm",
} as const;

/** Where connecting one begins. */
export const places = {
  "GET /settings/{organization}/integrations/jira-server/new": { name: "Jira Server", icon: "plug", group: "connect", rank: 20 },
} as const;
