import type { Page, Paged } from "../page.ts";
import type { NewEvent, NewGroup, StoredEvent } from "./event.ts";

export type Events = {
  /** The group that collects events of this grouping key. */
  groupByHash(organizationId: number, projectId: number, hash: string): Promise<number | null>;
  /** Creates the group with its hash, state and short id in one transaction. Answers the group that is there afterwards, ours or a racing one. */
  createGroup(group: NewGroup): Promise<{ groupId: number; created: boolean }>;
  /** Stores the event and counts it in its group, once per event however often it is sent. False when it was there already. */
  store(event: NewEvent): Promise<boolean>;
  /** One event of a group; null when it is gone or was merged elsewhere. */
  get(organizationId: number, groupId: number, timestamp: number, eventId: string): Promise<StoredEvent | null>;
  /** One event of a project, by its id. */
  find(organizationId: number, projectId: number, eventId: string): Promise<StoredEvent | null>;
  /** How many events a group got since then (ms since the epoch); counted no further than `enough`. */
  countSince(organizationId: number, groupId: number, since: number, enough: number): Promise<number>;
  /** By time, newest first, as the lists. */
  latest(organizationId: number, groupId: number): Promise<StoredEvent | null>;
  list(organizationId: number, groupId: number, page: Page): Promise<Paged<StoredEvent>>;
  listByProject(organizationId: number, projectId: number, page: Page): Promise<Paged<StoredEvent>>;
};
