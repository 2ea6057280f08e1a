/** What a Jira is made of, beside its tickets. */
export type JiraState = {
  version: string;
  url: string;
  /** Incoming application links: consumer keys and their public keys. */
  links: Map<string, string>;
  /** Personal access tokens, and whose they are. */
  tokens: Map<string, string>;
  /** Some hide their address. */
  users: JiraUser[];
  projects: { id: string; key: string; name: string }[];
  /** Projects, by id, where nothing is done without a resolution. */
  strictProjects: Set<string>;
  statuses: { id: string; name: string; statusCategory: { id: number; key: "new" | "indeterminate" | "done" } }[];
  webhooks: Map<string, Record<string, unknown>>;
  /** The number of the newest; a Jira that is restored from a backup gives later ones out again. */
  lastWebhook: number;
  /** Who is signed in in the browser. */
  browserUser: string;
  /** By how many milliseconds its clock is ahead of ours. */
  clock: number;
  /** What it says of what changed in a ticket. */
  changelog: "whole" | "empty" | "none";
};
/** Histories name people by `key`, everything else by `name`. */
export type JiraUser = { name: string; key: string; displayName: string; emailAddress?: string; admin: boolean };

export const jiraNow = ({ clock }: Pick<JiraState, "clock">): number => Date.now() + clock;
