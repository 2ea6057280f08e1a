import type { Analytics } from "./analytics/ports.ts";
import type { Invalidations, OwnerCaches, RecentGroups } from "./caches/ports.ts";
import type { Events } from "./events/ports.ts";
import type { Groups, Merges, Participations, ReadForUpdate } from "./issues/ports.ts";
import type { JiraPicker } from "./jira-server/picker.ts";
import type { JiraServer, Pipelines } from "./jira-server/ports.ts";
import type {
  AnalyticsEvent,
  CacheInvalidation,
  GroupMerge,
  IssueUpdates,
  OwnerEvaluation,
  ProjectDeletion,
  ProjectInvalidation,
  Snooze,
  TicketChange,
  TicketLook,
  TrackerSearch,
} from "./messages.ts";
import type { NotificationSettings } from "./notifications/ports.ts";
import type { Token } from "./organizations/access.ts";
import type { Organizations, OrganizationWrites, Rosters, Sessions, SignInLinks, TokenWrites, Users } from "./organizations/ports.ts";
import type { GroupOwners, Ownerships, ReadProjectRules } from "./ownership/ports.ts";
import type { Deletions, KeyWrites, ProjectContents, Projects, ProjectWrites } from "./projects/ports.ts";
import type { Links, Tickets } from "./sync/ports.ts";
import type { Integrations, Trackers, UserMappings, WatchedTrackers } from "./trackers/ports.ts";

/** Every effect the system has. A use case takes the ones it needs as `Pick<Ports, …>`. */
export type Ports = {
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  ids: Ids;
  /** That many bytes that nobody can foresee. */
  random: (bytes: number) => Uint8Array;
  log: Log;
  tokens: { find(sha256: string): Promise<Token | null> };
  tokenWrites: TokenWrites;
  sessions: Sessions;
  signInLinks: SignInLinks;
  users: Users;
  organizations: Organizations;
  organizationWrites: OrganizationWrites;
  rosters: Rosters;
  notificationSettings: NotificationSettings;
  projects: Projects;
  projectWrites: ProjectWrites;
  keyWrites: KeyWrites;
  deletions: Deletions;
  projectContents: ProjectContents;
  events: Events;
  groups: Groups;
  participations: Participations;
  readForUpdate: ReadForUpdate;
  merges: Merges;
  ownerships: Ownerships;
  readProjectRules: ReadProjectRules;
  groupOwners: GroupOwners;
  links: Links;
  tickets: Tickets;
  trackers: Trackers;
  userMappings: UserMappings;
  integrations: Integrations;
  watched: WatchedTrackers;
  jiraServer: JiraServer;
  jiraPicker: JiraPicker;
  pipelines: Pipelines;
  /** Sealed text bound to a context: opening it under another context fails. */
  seal: { close(plain: string, context: string): string; open(sealed: string, context: string): string };
  ticketChanges: Sender<TicketChange>;
  looks: Sender<TicketLook>;
  trackerSearches: Sender<TrackerSearch>;
  cacheInvalidations: Sender<CacheInvalidation>;
  analyticsEvents: Sender<AnalyticsEvent>;
  projectDeletions: Sender<ProjectDeletion>;
  issueUpdates: Sender<IssueUpdates>;
  groupMerges: Sender<GroupMerge>;
  /** Arrive when their time has come, give or take a second. */
  snoozes: Sender<Snooze>;
  analytics: Analytics;
  ownerCaches: OwnerCaches;
  invalidations: Invalidations;
  recentGroups: RecentGroups;
  projectInvalidations: Sender<ProjectInvalidation>;
  ownerEvaluations: Sender<OwnerEvaluation>;
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
    | "milliseconds"
    | "issue"
    | "link"
    | "decision"
    | "outcome",
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
