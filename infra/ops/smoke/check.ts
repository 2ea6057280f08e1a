import type { Answer, Sent } from "./client.ts";

/** What a check may use: the address, tokens of two organizations, and what the earlier checks made. */
export type Subject = {
  url: URL;
  token: string;
  /** A token of another organization, for what two tenants may not share. */
  other?: string | undefined;
  /** Behind CloudFront, over TLS. */
  deployed: boolean;
  /** Seconds that an event may take to become an issue. */
  patience: number;
  organization: string;
  team: string;
  project: string;
  ask(path: string, sent?: Sent): Promise<Answer>;
  /** The same with the token. */
  api(path: string, sent?: Sent): Promise<Answer>;
};

/** One line of the list: throws what does not hold; `needs` says why it cannot be asked, or nothing. */
export type Check = { line: string; needs?(subject: Subject): string | false; holds(subject: Subject): Promise<void> };
