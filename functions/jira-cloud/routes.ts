/** What comes in over HTTP, and which step of web/ answers it. */
export const routes = {
  "GET /settings/{organization}/integrations/jira-cloud/new": "new",
  "GET /settings/{organization}/integrations/{integration}/webhook": "webhook",
  "GET /extensions/jira/search/{organization}/{integration}": "search",
  "GET /extensions/jira/descriptor": "connect-descriptor",
  "GET /extensions/jira/icon.svg": "connect-icon",
  "GET /extensions/jira/ui-hook": "connect-hook",
  "GET /extensions/jira/configure/{signed}": "connect-configure",
  "POST /extensions/jira/configure/{signed}": "connect-configure",
  "GET /extensions/jira/issue/{key}": "connect-glance",
  "GET /settings/{organization}/integrations/jira-cloud/new/connect": "connect-how",
  "GET /settings/{organization}/integrations/jira-cloud/new/oauth": "oauth",
  "POST /settings/{organization}/integrations/jira-cloud/new/oauth": "oauth",
  "GET /extensions/jira/oauth/setup": "oauth-approved",
  "GET /settings/{organization}/integrations/jira-cloud/oauth/{set_up}": "oauth-confirm",
} as const;

/** How it is connected, among the trackers that can be. */
export const places = {
  "GET /settings/{organization}/integrations/jira-cloud/new": { name: "Jira Cloud", icon: "plug", group: "connect", rank: 10 },
} as const;
