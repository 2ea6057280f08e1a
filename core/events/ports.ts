import type { GroupRef } from "../issues/group.ts";
import type { EventCounts, EventPlaces } from "../issues/ports.ts";
import type { Page, Paged } from "../page.ts";
import type { ProjectKey, RefusedKind } from "../projects/project.ts";
import type { Arrivals, Counted, NewGroup, StoredEvent } from "./event.ts";
import type { Tag } from "./searched-tags.ts";

/** A group, the grouping key that led to it, and those of the event that lead nowhere yet; none where the group has its fill of them. */
export type KnownGroup = { groupId: number; hash: string; missing: string[] };

export type Events = EventCounts &
  EventPlaces & {
    /** For each event's grouping keys the group that collects events of one of them, of the first that is known. */
    groupsByHashes(organizationId: number, projectId: number, events: readonly (readonly string[])[]): Promise<(KnownGroup | null)[]>;
    /** More grouping keys for a group, up to a bound. One that leads to a group already stays. Nothing for a group that is gone. */
    addHashes(organizationId: number, projectId: number, known: KnownGroup): Promise<void>;
    /** Creates the group with its hashes, state and short id in one transaction. Answers the group that is there afterwards, ours or a racing one. */
    createGroup(group: NewGroup): Promise<{ groupId: number; created: boolean }>;
    /**
     * Stores events of one group and counts them and their users in it, all or nothing; the newest says how the group looks. Where any of
     * those to be kept is kept already, or any of the others was counted as it came, nothing is written, and their ids are the answer.
     * Throws NotFound where the group is gone.
     */
    store(arrivals: Arrivals): Promise<string[]>;
    /** Which of these are counted already, be they kept or not; of those that are not, for two days and as they came. */
    counted(organizationId: number, projectId: number, events: readonly Counted[]): Promise<Set<string>>;
    /** One event of a group; null when it is gone or was merged elsewhere. */
    get(organizationId: number, groupId: number, timestamp: number, eventId: string): Promise<StoredEvent | null>;
    /** One event of a project, by its id. */
    find(organizationId: number, projectId: number, eventId: string): Promise<StoredEvent | null>;
    /** The next one of a group before or after one in time, whether or not that is kept; of null the newest or the oldest of all. */
    beside(
      organizationId: number,
      groupId: number,
      from: { timestamp: number; id: string } | null,
      way: "older" | "newer",
    ): Promise<StoredEvent | null>;
    /** By time, newest first, as the lists. */
    latest(organizationId: number, groupId: number): Promise<StoredEvent | null>;
    list(organizationId: number, groupId: number, page: Page): Promise<Paged<StoredEvent>>;
    listByProject(organizationId: number, projectId: number, page: Page): Promise<Paged<StoredEvent>>;
  };

/** By what issues are found. */
export type SearchIndex = {
  /**
   * The group had events with these tags, received then (ms since the epoch): it is found by them, in the order of that hour. Bounded: 100
   * keys a group and 100 values a key (200 of releases), the first ones; what is new or of another hour costs writes, the rest nothing.
   * Nothing for a group that is gone. Throws Unavailable.
   */
  saw(group: GroupRef, tags: readonly Tag[], at: number): Promise<void>;
};

/** What is taken in. No method throws: where Redis does not answer, a function goes by what it counted itself. */
export type Intake = {
  /** One more request with this key at that time (ms since the epoch). `over`: not taken, and after how many seconds it may be. */
  request(key: Pick<ProjectKey, "publicKey" | "projectId" | "rateLimit">, at: number): Promise<Admission>;
  /** Whether the project may have one more new issue in this minute. */
  newIssue(projectId: number, at: number): Promise<boolean>;
};
/** `newIssuesOver`: the project had as many new issues in this minute as it may, as far as is known. */
export type Admission = { over: number | null; newIssuesOver: boolean };

/** What was refused, counted on the project. */
export type Refusals = {
  add(place: Pick<ProjectKey, "organizationId" | "projectId">, what: RefusedKind, count: number, at: number): Promise<void>;
  /** The same, written a few seconds apart: what a function has counted since is lost where it ends. */
  note(place: Pick<ProjectKey, "organizationId" | "projectId">, what: RefusedKind, at: number): Promise<void>;
};
