import type { NewEvent, NewGroup, StoredEvent } from "./events/event.ts";
import type { Activity, HistoryRecord } from "./issues/activity.ts";
import type { Group, GroupRef, GroupState, SeenPlace } from "./issues/group.ts";
import type { AnalyticsEvent, CacheInvalidation, IssueChanged, OutboundAssignee, OutboundStatus } from "./messages.ts";
import type { Token } from "./organizations/access.ts";
import type { Member, MemberByEmail, Organization, Team } from "./organizations/organization.ts";
import type { Project, ProjectKey } from "./projects/project.ts";
import type { Integration, Provider } from "./sync/integration.ts";
import type { ExternalIssue, TicketLink } from "./sync/link.ts";

/** Every effect the system has. A use case takes the ones it needs as `Pick<Ports, …>`. */
export type Ports = {
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  ids: Ids;
  log: Log;
  tokens: { find(sha256: string): Promise<Token | null> };
  organizations: Organizations;
  projects: Projects;
  events: Events;
  groups: Groups;
  links: Links;
  integrations: Integrations;
  /** Sealed text bound to a context: opening it under another context fails. */
  seal: { close(plain: string, context: string): string; open(sealed: string, context: string): string };
  issueChanges: Sender<IssueChanged>;
  outboundAssignees: Sender<OutboundAssignee>;
  outboundStatuses: Sender<OutboundStatus>;
  cacheInvalidations: Sender<CacheInvalidation>;
  analyticsEvents: Sender<AnalyticsEvent>;
  /** Records an event once per id, kept 90 days. False when it was there already. */
  analytics: { record(event: AnalyticsEvent): Promise<boolean> };
  ownerCaches: { unlink(groupIds: readonly number[]): Promise<void> };
};

/** Unique 53-bit ids. Throws Unavailable when none can be had now. */
export type Ids = { next(): Promise<number> };

/**
 * Structured log. Field names are closed on purpose: nothing that could be a body, a token or personal data has a name here.
 * `metric` counts one occurrence.
 */
export type LogFields = Partial<
  Record<
    | "organization"
    | "integration"
    | "project"
    | "group"
    | "delivery"
    | "ticket"
    | "provider"
    | "version"
    | "count"
    | "reason"
    | "status"
    | "type"
    | "instance"
    | "user"
    | "team"
    | "milliseconds",
    string | number | boolean | null
  >
>;
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  metric(name: string, fields?: LogFields): void;
};

/** Sends all messages, in as few requests as the queue takes. Throws Unavailable when any was not accepted. */
export type Sender<T> = { send(messages: readonly T[]): Promise<void> };

export type Organizations = {
  bySlug(slug: string): Promise<Organization | null>;
  byId(organizationId: number): Promise<Organization | null>;
  members(organizationId: number): Promise<Member[]>;
  member(organizationId: number, userId: number): Promise<Member | null>;
  /** Members with this verified address, in any letter case, lowest user id first. */
  membersByEmail(organizationId: number, email: string): Promise<MemberByEmail[]>;
  teams(organizationId: number): Promise<Team[]>;
  team(organizationId: number, teamId: number): Promise<Team | null>;
};

export type Projects = {
  list(organizationId: number): Promise<Project[]>;
  byId(organizationId: number, projectId: number): Promise<Project | null>;
  bySlug(organizationId: number, slug: string): Promise<Project | null>;
  keys(organizationId: number, projectId: number): Promise<ProjectKey[]>;
  /** The key with this public part, whatever organization it is of. May be up to 60 s old. */
  key(publicKey: string): Promise<ProjectKey | null>;
};

export type Events = {
  /** The group that collects events of this grouping key. */
  groupByHash(organizationId: number, projectId: number, hash: string): Promise<number | null>;
  /** Creates the group with its hash, state and short id in one transaction. Answers the group that is there afterwards, ours or a racing one. */
  createGroup(group: NewGroup): Promise<{ groupId: number; created: boolean }>;
  /** Stores the event and counts it in its group, once per event however often it is sent. False when it was there already. */
  store(event: NewEvent): Promise<boolean>;
  /** By time, newest first, as the lists. */
  latest(organizationId: number, groupId: number): Promise<StoredEvent | null>;
  list(organizationId: number, groupId: number, page: Page): Promise<Paged<StoredEvent>>;
  listByProject(organizationId: number, projectId: number, page: Page): Promise<Paged<StoredEvent>>;
};

/** `cursor` is opaque to callers: what the previous page answered. */
export type Page = { limit: number; cursor?: string | undefined };
export type Paged<T> = { items: T[]; next: string | null };

export type GroupWithState = { group: Group; state: GroupState };

/** One change of one group, to be committed if the group is still at `expected`. */
export type StateChange = {
  ref: GroupRef;
  /** The version the change was decided on. The store also refuses a source time that is older than the newest (for a status: or as old). */
  expected: number;
  set: Partial<Pick<GroupState, "status" | "substatus" | "statusSourceTime" | "assignee" | "assigneeSourceTime">>;
  activity: Activity;
  history: HistoryRecord;
  /** The people (or teams) subscribed because they are assigned, from now on: replaces those before. */
  assignedSubscribers?: readonly Subscriber[];
};
export type Subscriber = { type: "user" | "team"; id: number };

/** Marks a delivery as applied, in the transaction of its last change. */
export type DeliveryMarker = { organizationId: number; integrationId: number; deliveryId: string };

export type CommitResult =
  | { outcome: "committed" }
  /** Nothing was written. `current` has, for each change in order, the state that did not match, or null where the group is gone. */
  | { outcome: "stale"; current: Map<number, GroupState | null> }
  /** Nothing was written: the delivery had been applied before. */
  | { outcome: "duplicate" };

export type Groups = {
  get(organizationId: number, groupId: number): Promise<GroupWithState | null>;
  getMany(organizationId: number, groupIds: readonly number[]): Promise<GroupWithState[]>;
  byShortId(organizationId: number, shortId: string): Promise<number | null>;
  /** Newest seen first, after a place, which may be that of another project's group. `next` is null at the end. */
  listByProject(
    organizationId: number,
    projectId: number,
    page: { limit: number; after?: SeenPlace | undefined },
  ): Promise<{ items: GroupWithState[]; next: SeenPlace | null }>;
  /** All changes and the marker in one transaction of at most 24 changes. Throws Unavailable when the store is. */
  commit(changes: readonly StateChange[], marker?: DeliveryMarker): Promise<CommitResult>;
  /**
   * Records that a newer change asked for what is there already, so that an older one arriving late stays older. False when the
   * group has moved on from `expected`.
   */
  confirm(ref: GroupRef, expected: number, newest: { assigneeSourceTime: number } | { statusSourceTime: number }): Promise<boolean>;
  /** Newest first. */
  activities(organizationId: number, groupId: number, limit: number): Promise<Activity[]>;
};

export type Links = {
  byTicket(organizationId: number, integrationId: number, key: string): Promise<TicketLink[]>;
  byGroup(organizationId: number, groupId: number): Promise<TicketLink[]>;
  /** Stores the external issue and the link together. False when that link exists. */
  create(issue: ExternalIssue, link: TicketLink): Promise<boolean>;
  /** Moves the hint of a link forward; an older version changes nothing. */
  noteAssignee(
    link: Pick<TicketLink, "organizationId" | "integrationId" | "key" | "groupId">,
    hint: NonNullable<TicketLink["hint"]>,
  ): Promise<void>;
  /** Moves the status that the ticket should get forward; an older version changes nothing. */
  noteStatus(link: Pick<TicketLink, "organizationId" | "integrationId" | "key" | "groupId">, desired: DesiredStatus): Promise<void>;
};
export type DesiredStatus = { version: number; status: "resolved" | "unresolved" };

export type Integrations = {
  /** By what the tracker calls itself; with all installations. May be up to 60 s old. */
  byExternalId(provider: Provider, externalId: string): Promise<Integration | null>;
  put(integration: Integration): Promise<void>;
};
