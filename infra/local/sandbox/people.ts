/** The members who have the demo project `web`, as they are known in the sandbox's Jira and Discord. */
export const PEOPLE = [
  { id: 4_512_461_143_146_507, name: "Ada", account: "ada", email: "ada@example.com", discordId: "400000000000000001" },
  { id: 4_512_461_143_146_508, name: "Bob", account: "bob", email: "bob@example.com", discordId: "400000000000000002" },
] as const;

/** Whoever uses the sandbox, as in the demo organization. */
export const YOU = PEOPLE[0];

/** What Lockstep is in Jira: an account of its own, with a personal access token. */
export const OURS = { account: "lockstep", token: "demo-token-of-lockstep-in-jira" } as const;
/** Somebody's own token, for whoever wants to ask this Jira by hand. */
export const HANDS = { account: YOU.account, token: "demo-token-of-ada-in-jira" } as const;

export const GUILD = { id: "200000000000000001", name: "Acme" } as const;
export const CHANNEL = { id: "300000000000000001", name: "web-errors" } as const;
