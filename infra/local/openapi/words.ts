/** What stands in an address, by its name there. */
export const PARAMETERS: Record<string, string> = {
  organization: "The organization, by slug or id: that of the token",
  project: "The project, by slug or id",
  team: "The team, by slug or id",
  member: "The member, by id, or `me`",
  token: "The token, by id",
  issue: "The issue, by id or short id (`WEB-12`)",
  short_id: "The issue's short id, as `WEB-12`",
  event_id: "The event, by its id of 32 hex digits",
  tag: "The tag's name",
  integration: "The integration, by id",
  external_issue: "The linked ticket, by the id of its external issue",
  key: "The key, by id",
  version: "The release's version",
  codeowners: "The imported file, by id",
  project_id: "The project, by id: it stands in the DSN",
};

/** What the routes of each flow are about, in the order of the document. */
export const FLOWS: Record<string, { name: string; description: string }> = {
  issues: {
    name: "Issues",
    description: "Errors that are one fault to people: lists, one of them, its history, and changes of one or many.",
  },
  events: { name: "Events", description: "What SDKs send, and what is kept of it." },
  tickets: { name: "Tickets", description: "The tickets of an issue: linking, creating, taking away." },
  integrations: {
    name: "Integrations",
    description: "Trackers and chats that the organization is connected with, and how each linked ticket fares.",
  },
  projects: { name: "Projects", description: "Projects, and the keys with which events are sent to them." },
  ownership: { name: "Ownership", description: "The rules of a project that say who owns what." },
  releases: { name: "Releases", description: "Versions of projects." },
  organizations: { name: "Organizations", description: "The organization, its members and teams, and tokens." },
  notifications: { name: "Notifications", description: "What the token's user wants to hear of a project." },
  caches: { name: "Caches", description: "Answers about owners that are remembered." },
  analytics: { name: "Analytics", description: "What was done, as it is counted." },
};

export const ABOUT = `The Web API of Lockstep. It speaks the part of Sentry's that its clients use, with what Lockstep adds.

**Who asks.** \`Authorization: Bearer <token>\`; a token is made on the page Tokens, over \`POST /api/0/api-tokens/\` or by an operator, is of one organization and one member, and may what its scopes say. Of one family \`write\` includes \`read\`, and \`admin\` both.

**Addresses** end with a slash; without it they work too. Those without an organization are of the token's own.

**What is refused** is answered with \`detail\`, a sentence or two of what is wrong and what to do; fields of a body that are wrong stand beside it, each with its messages.

**Lists** come by pages. \`per_page\` says how many at once; the header \`Link\` has the address of the next page (\`rel="next"\`), with \`results="true"\` where there is one. A cursor is taken from there as it is.

**Fields to come.** Answers may get fields that are not in here: leave out what you do not know.

**Bounds.** A body has 4,400,000 bytes at most, an address 8,192. Each project key takes 6,000 requests a minute, or as its \`rateLimit\` says; all of the API together 1,000 a second.`;
