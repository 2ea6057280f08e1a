import type { JiraCredentials, JiraSite, JiraUser } from "./ports.ts";

/** A ticket as it is now. `id` never changes, `key` does when it is moved. */
export type JiraTicket = {
  id: string;
  key: string;
  summary: string;
  assignee: JiraUser | null;
  status: { id: string; name: string; done: boolean };
  project: { id: string; key: string };
};

/** A way to another status; `required` are the fields that Jira asks for on it and has no value of its own for. */
export type JiraTransition = { id: string; to: { id: string; name: string; done: boolean }; required: RequiredField[] };
export type RequiredField = { id: string; name: string; allowed: { id: string; name: string }[] };

/** Of a note: which issue's, and the version it made. The comment carries it where no person sees it. */
export type NoteMark = { group: number; version: number };
export type JiraComment = { id: string; note: NoteMark | null };

export type NewTicket = { projectId: string; typeId: string; summary: string; description: string; fields: Record<string, unknown> };

/** The tickets of a Jira Server or Data Center (behaviour §2.2). Every method throws JiraFailure and nothing else. */
export type JiraTickets = {
  get(site: JiraSite, credentials: JiraCredentials, keyOrId: string): Promise<JiraTicket>;
  /** Whatever was updated in the last so many minutes by Jira's clock, newest first, 100 at a time; `next` is null after the last. */
  updated(
    site: JiraSite,
    credentials: JiraCredentials,
    search: { minutes: number; startAt: number },
  ): Promise<{ tickets: (JiraTicket & { updated: number })[]; next: number | null }>;
  /** When assignee and status last changed, by Jira's clock, in ms since the Unix epoch; null where they never did. */
  lastChanges(site: JiraSite, credentials: JiraCredentials, ticketId: string): Promise<{ assignee: number | null; status: number | null }>;
  /** Who can get the ticket and is found by this text, at most 50. May be up to four minutes old. */
  assignable(site: JiraSite, credentials: JiraCredentials, search: { ticketId: string; text: string }): Promise<JiraUser[]>;
  /** By account name; null takes it from whoever has it. */
  assign(site: JiraSite, credentials: JiraCredentials, ticketId: string, name: string | null): Promise<void>;
  /** As they are now: workflows change (§13 decision 17). */
  transitions(site: JiraSite, credentials: JiraCredentials, ticketId: string): Promise<JiraTransition[]>;
  transition(
    site: JiraSite,
    credentials: JiraCredentials,
    ticketId: string,
    transition: { id: string; fields: Record<string, unknown> },
  ): Promise<void>;
  create(site: JiraSite, credentials: JiraCredentials, ticket: NewTicket): Promise<{ id: string; key: string }>;
  types(site: JiraSite, credentials: JiraCredentials, projectId: string): Promise<{ id: string; name: string }[]>;
  /** The newest, which may be up to 20; more would not fit what is read of one answer. */
  comments(site: JiraSite, credentials: JiraCredentials, ticketId: string): Promise<JiraComment[]>;
  /** Answers its id. In a service project it is internal: customers do not see it. */
  comment(site: JiraSite, credentials: JiraCredentials, ticketId: string, comment: { text: string; note?: NoteMark }): Promise<string>;
};
