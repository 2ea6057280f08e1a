import type { CreateField } from "./create-fields.ts";
import type { Integration, Provider, SyncConfig } from "./integration.ts";
import type { Account, ClockBounds, Comment, NewComment, NewTicket, Reading, Transition, Updated } from "./ticket.ts";

/**
 * A tracker of tickets, bound to one integration. Every method throws TrackerFailure and nothing else, and takes ten seconds at most.
 * Tickets are named by id; reading takes a key too.
 */
export type Tracker = {
  /** The ticket and what is new in its history after that entry, null where none is known. */
  read(keyOrId: string, after: string | null): Promise<Reading>;
  /** What was updated in the last so many minutes, newest first; `next` is null after the last. */
  updated(search: {
    minutes: number;
    cursor: string | null;
  }): Promise<{ tickets: Updated[]; next: string | null; clock: ClockBounds | null }>;
  /** Who can get the ticket and has this address. May be up to four minutes old. */
  accountByEmail(ticketId: string, email: string): Promise<Account | null>;
  account(id: string): Promise<Account | null>;
  assign(ticketId: string, account: string | null): Promise<void>;
  /** As they are now: workflows change. */
  transitions(ticketId: string): Promise<Transition[]>;
  transition(ticketId: string, transition: { id: string; fields: Record<string, unknown> }): Promise<void>;
  create(ticket: NewTicket): Promise<{ id: string; key: string }>;
  types(projectId: string): Promise<{ id: string; name: string }[]>;
  /** What its form for a ticket of this project and type asks for, in its order. */
  createFields(projectId: string, typeId: string): Promise<CreateField[]>;
  /** The address of that form, with what is known filled in. */
  createAddress(ticket: Pick<NewTicket, "projectId" | "typeId" | "summary" | "description">): string;
  projects(): Promise<{ id: string; key: string; name: string }[]>;
  /** `project`: the only one whose tickets can have it, by its id. */
  statuses(): Promise<{ id: string; name: string; project?: string | undefined }[]>;
  /** People whose name or address begins with the text, or whose account it is; at most 50. */
  people(text: string): Promise<Account[]>;
  /** The newest, which may be up to 20. */
  comments(ticketId: string): Promise<Comment[]>;
  /** Answers its id. */
  comment(ticketId: string, comment: NewComment): Promise<string>;
  /** Where it knows teams: its field for the one that has a ticket, null where it has none; and saying which that is. */
  teams?: { field(): Promise<string | null>; set(ticketId: string, team: { field: string; id: string }): Promise<void> };
  /** Who we are there, what it is, and whether it still tells us of changes. */
  check(): Promise<{ account: string; version: string; webhook: "in place" | "missing" | "unknown" }>;
  /** It tells us of nothing any more. False where that had to be left to its administrators. */
  leave(): Promise<boolean>;
};

/** Null for an integration that is no tracker, or has nothing to ask with any more. */
export type Trackers = { of(integration: Integration): Tracker | null };

/** Which account of a tracker is which member, where their addresses do not tell. */
export type UserMapping = { account: string; userId: number };
export type UserMappings = {
  list(organizationId: number, integrationId: number): Promise<UserMapping[]>;
  byAccount(organizationId: number, integrationId: number, account: string): Promise<number | null>;
  byUser(organizationId: number, integrationId: number, userId: number): Promise<string | null>;
  /** Of an account and of a user there is one mapping each; an earlier one of either is replaced. */
  put(organizationId: number, integrationId: number, mapping: UserMapping): Promise<void>;
  remove(organizationId: number, integrationId: number, account: string): Promise<void>;
};

/** How it goes with one tracker, from when it is installed until it is not. */
export type Watched = {
  provider: Provider;
  externalId: string;
  integrationId: number;
  /** Whatever changed before is known (ms since the Unix epoch). */
  until: number;
  /** Why it could not be asked the last time, in words for people. */
  failure: null | { at: number; kind: string; text: string };
  clock: ClockBounds | null;
  /** It is left alone until then, after it did not answer so many times in a row. */
  paused: null | { until: number; times: number };
  /** By organization: how many tickets comparing has found apart from their issues and put right, and when it did last. */
  repaired?: Record<number, Repaired>;
};
export type Repaired = { count: number; at: number };
export type TrackerRef = Pick<Integration, "provider" | "externalId">;
export type WatchedTrackers = {
  list(): Promise<Watched[]>;
  find(tracker: TrackerRef): Promise<Watched | null>;
  /** Each of these, in their order; null for what is not watched. */
  findAll(trackers: readonly TrackerRef[]): Promise<(Watched | null)[]>;
  /** What is not watched any more stays so. `until` only moves forward. */
  record(tracker: TrackerRef, news: Partial<Pick<Watched, "until" | "failure" | "clock" | "paused">>): Promise<void>;
  /** One ticket more was put right. Throws Unavailable. */
  repaired(tracker: TrackerRef, news: { organizations: readonly number[]; at: number }): Promise<void>;
};

/** Who does it and when, over what, and as what the organization's record has it. */
export type Installing = { replaces: Integration | null; by: number; at: number; event?: "INTEGRATION_ADD" | "INTEGRATION_EDIT" };
export type Integrations = {
  /** By what the tracker calls itself; with all installations. May be up to 60 s old. */
  byExternalId(provider: Provider, externalId: string): Promise<Integration | null>;
  /** The same, as it is now. */
  find(provider: Provider, externalId: string): Promise<Integration | null>;
  /** Those of an organization, with its own installation alone, as they are now. */
  list(organizationId: number): Promise<Integration[]>;
  /**
   * Stores an integration with the one installation that it names; those of other organizations stay as they are. False when it is no
   * longer what `replaces` says.
   */
  install(integration: Integration, how: Installing): Promise<boolean>;
  /** Changes what one organization has of it: all of its configuration, or whether it is on. */
  configure(integration: Integration, organizationId: number, config: SyncConfig): Promise<void>;
  /** Switches an integration off, and with it what this organization has of it. */
  disable(integration: Integration, how: { organizationId: number; by: number; at: number }): Promise<void>;
  /** Takes it from one organization; it stays on for others. */
  withdraw(integration: Integration, how: { organizationId: number; by: number; at: number }): Promise<void>;
  /** Its tracker signs what it sends. Nothing, if it was set up anew since. */
  noteSignature(integration: Integration): Promise<void>;
  /** Forgets credentials and the webhook's secret; and the webhook's id, where it is gone from the tracker. */
  dropSecrets(integration: Integration, webhookId: string | null): Promise<void>;
  put(integration: Integration): Promise<void>;
};
