import type { Sent } from "../sender.ts";

/** One way in, with what it takes to send much of it and to know afterwards whether all of it was done. */
export type Stage = {
  name: string;
  /** Where its requests go: a base of their paths. */
  url: string;
  token?: string;
  /** Of each hundred that are sent at once at first; rules of a project are not saved a thousand times a minute. */
  share: number;
  /** Whether it goes through the API, and not through a function's own address. */
  isApi: boolean;
  /** So many requests, none like another; whoever asks for them sends them. */
  requests(count: number): Promise<Sent[]>;
};
