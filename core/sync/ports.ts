import type { Activity } from "../issues/activity.ts";
import type { AssigneeState, GroupState } from "../issues/group.ts";
import type { Member } from "../organizations/organization.ts";
import type { Page, Paged } from "../page.ts";
import type { Integration, Provider, SyncConfig } from "./integration.ts";
import type { CommentCourse, Course, ExternalIssue, LinkPlace, TicketLink, Written } from "./link.ts";

export type Links = {
  byTicket(organizationId: number, integrationId: number, ticket: string): Promise<TicketLink[]>;
  /** The ticket too, in the same request. */
  ofTicket(organizationId: number, integrationId: number, ticket: string): Promise<{ issue: ExternalIssue | null; links: TicketLink[] }>;
  byGroup(organizationId: number, groupId: number): Promise<TicketLink[]>;
  /** Those of these tickets that are linked. */
  known(organizationId: number, integrationId: number, tickets: readonly string[]): Promise<ExternalIssue[]>;
  /** The links of an organization to the tickets of one tracker, by ticket; those just made may be missing. */
  ofIntegration(organizationId: number, integrationId: number, page: Page): Promise<Paged<TicketLink>>;
  /** One link as it is now, with its ticket. */
  find(place: LinkPlace): Promise<{ issue: ExternalIssue; link: TicketLink } | null>;
  /** Stores the external issue and the link together. False when that link exists. Throws NotFound when the group is gone. */
  create(issue: ExternalIssue, link: TicketLink): Promise<boolean>;
  /** Removes a link, and the ticket with the last of its links. */
  remove(place: LinkPlace): Promise<void>;
  /** Moves the hint of a link forward; an older version, or a link that is gone, changes nothing. */
  noteAssignee(place: LinkPlace, hint: AssigneeState): Promise<void>;
  /** Records how a link fares, with its hint. A link that is gone stays gone. */
  record(place: LinkPlace, news: LinkNews): Promise<void>;
  /** Follows what a ticket is called now, on the ticket and all its links; whether it is there, and whether it is done. */
  follow(issue: ExternalIssue, now: Partial<Pick<ExternalIssue, "key" | "title" | "done" | "closedAt">>): Promise<void>;
  /** Notes the delivery that told of a write. What is written meanwhile stays, and what is gone stays gone. */
  told(issue: ExternalIssue, write: Written, deliveryId: string): Promise<void>;
};

/** What an attempt to bring a link forward found out; what is left out stays as it is. */
export type LinkNews = {
  hint?: AssigneeState;
  lastInbound?: number;
  lastOutbound?: number;
  assignee?: Course;
  status?: Course;
  comment?: CommentCourse;
  ticketDone?: ExternalIssue["done"];
  /** Into the ticket, beside what was written meanwhile; `known` is what was read of that. */
  written?: { write: Written; known: readonly Written[] };
  /** Into the note of that version: the comment that it became. */
  noted?: { version: number; commentId: string };
};

/** Everything that one outbound change is decided on, in one request; null where it is gone. */
export type OutboundReads = (place: LinkPlace, about: OutboundSubject) => Promise<OutboundRead>;
/** Whose member and account are wanted; and the version of the note, where it is about one. */
export type OutboundSubject = { userId: number | null; note?: number };
export type OutboundRead = {
  state: GroupState | null;
  issue: ExternalIssue | null;
  /** Whether the ticket may have further links. */
  shared: boolean;
  link: TicketLink | null;
  integration: { provider: Provider; externalId: string } | null;
  member: Member | null;
  /** The account of the tracker that the user was mapped to. */
  account: string | null;
  note: Activity | null;
};

/** Which account of a tracker is which member, where their addresses do not tell. */
export type UserMapping = { account: string; userId: number };
/** A ticket that belongs to an account nobody is mapped to, with the address of that account where the tracker told it. */
export type PendingAssignment = { account: string; email?: string; ticket: string; key: string; deliveryId: string; sourceTime: number };

export type UserMappings = {
  list(organizationId: number, integrationId: number): Promise<UserMapping[]>;
  byAccount(organizationId: number, integrationId: number, account: string): Promise<number | null>;
  /** Of an account and of a user there is one mapping each; an earlier one of either is replaced. */
  put(organizationId: number, integrationId: number, mapping: UserMapping): Promise<void>;
  remove(organizationId: number, integrationId: number, account: string): Promise<void>;
  /** Keeps the newest of a ticket. */
  wait(organizationId: number, integrationId: number, pending: PendingAssignment): Promise<void>;
  /** What waits for an account, or for any. */
  waiting(organizationId: number, integrationId: number, account?: string): Promise<PendingAssignment[]>;
  forget(organizationId: number, integrationId: number, pending: PendingAssignment): Promise<void>;
};

/** Trackers whose tickets are compared with their links regularly, of all organizations: from when one is installed until it is not. */
export type Reconciled = {
  provider: Provider;
  externalId: string;
  /** Whatever changed before is known (ms since the Unix epoch). */
  until: number;
  /** Why the last comparison found out nothing, in words for people. */
  failure: null | { at: number; kind: string; text: string };
};
export type Reconciliations = {
  list(): Promise<Reconciled[]>;
  find(provider: Provider, externalId: string): Promise<Reconciled | null>;
  /** `until` only moves forward. What is not reconciled any more stays so. */
  record(integration: Pick<Reconciled, "provider" | "externalId">, news: Pick<Reconciled, "failure"> & { until?: number }): Promise<void>;
};

export type Integrations = {
  /** By what the tracker calls itself; with all installations. May be up to 60 s old. */
  byExternalId(provider: Provider, externalId: string): Promise<Integration | null>;
  /** The same, as it is now. */
  find(provider: Provider, externalId: string): Promise<Integration | null>;
  /** Those of an organization, with all their installations, as they are now. */
  list(organizationId: number): Promise<Integration[]>;
  /**
   * Stores an integration with the one installation that it names; those of other organizations stay as they are. False when it is no
   * longer what `replaces` says.
   */
  install(integration: Integration, how: { replaces: Integration | null; by: number; at: number }): Promise<boolean>;
  /** Changes what one organization has of it: all of its configuration, or whether it is on. */
  configure(integration: Integration, organizationId: number, config: SyncConfig): Promise<void>;
  /** Switches an integration off, and with it what this organization has of it. */
  disable(integration: Integration, how: { organizationId: number; by: number; at: number }): Promise<void>;
  /** Its tracker signs what it sends. Nothing, if it was set up anew since. */
  noteSignature(integration: Integration): Promise<void>;
  /** Forgets credentials and the webhook's secret; and the webhook's id, where it is gone from the tracker. */
  dropSecrets(integration: Integration, webhookId: string | null): Promise<void>;
  put(integration: Integration): Promise<void>;
};
