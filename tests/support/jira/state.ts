/** What a Jira is made of, beside its tickets. */
export type JiraState = {
  version: string;
  url: string;
  /** Incoming application links: consumer keys and their public keys. */
  links: Map<string, string>;
  /** Personal access tokens, and whose they are. */
  tokens: Map<string, string>;
  /** Some hide their address. */
  users: { name: string; displayName: string; emailAddress?: string; admin: boolean }[];
  projects: { id: string; key: string; name: string }[];
  /** Projects, by id, where nothing is done without a resolution. */
  strictProjects: Set<string>;
  statuses: { id: string; name: string; statusCategory: { id: number; key: "new" | "indeterminate" | "done" } }[];
  webhooks: Map<string, Record<string, unknown>>;
  /** Who is signed in in the browser. */
  browserUser: string;
};
