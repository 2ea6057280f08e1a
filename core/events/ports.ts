import type { EventCounts } from "../issues/ports.ts";
import type { Page, Paged } from "../page.ts";
import type { NewEvent, NewGroup, StoredEvent } from "./event.ts";

/** A group, the grouping key that led to it, and those of the event that lead nowhere yet; none where the group has its fill of them. */
export type KnownGroup = { groupId: number; hash: string; missing: string[] };

export type Events = EventCounts & {
  /** The group that collects events of one of these grouping keys, of the first that is known. */
  groupByHashes(organizationId: number, projectId: number, hashes: readonly string[]): Promise<KnownGroup | null>;
  /** More grouping keys for a group, up to a bound. One that leads to a group already stays. Nothing for a group that is gone. */
  addHashes(organizationId: number, projectId: number, known: KnownGroup): Promise<void>;
  /** Creates the group with its hashes, state and short id in one transaction. Answers the group that is there afterwards, ours or a racing one. */
  createGroup(group: NewGroup): Promise<{ groupId: number; created: boolean }>;
  /** Stores the event and counts it in its group, once per event however often it is sent. False when it was there already. */
  store(event: NewEvent): Promise<boolean>;
  /** One event of a group; null when it is gone or was merged elsewhere. */
  get(organizationId: number, groupId: number, timestamp: number, eventId: string): Promise<StoredEvent | null>;
  /** One event of a project, by its id. */
  find(organizationId: number, projectId: number, eventId: string): Promise<StoredEvent | null>;
  /** By time, newest first, as the lists. */
  latest(organizationId: number, groupId: number): Promise<StoredEvent | null>;
  list(organizationId: number, groupId: number, page: Page): Promise<Paged<StoredEvent>>;
  listByProject(organizationId: number, projectId: number, page: Page): Promise<Paged<StoredEvent>>;
};
