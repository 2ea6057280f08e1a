import type { Page, Paged } from "../page.ts";
import type { NewEvent, NewGroup, StoredEvent } from "./event.ts";

export type Events = {
  /** The group that collects events of this grouping key. */
  groupByHash(organizationId: number, projectId: number, hash: string): Promise<number | null>;
  /** Creates the group with its hash, state and short id in one transaction. Answers the group that is there afterwards, ours or a racing one. */
  createGroup(group: NewGroup): Promise<{ groupId: number; created: boolean }>;
  /** Stores the event and counts it in its group, once per event however often it is sent. False when it was there already. */
  store(event: NewEvent): Promise<boolean>;
  /** How many events a group got since then (ms since the epoch); counted no further than `enough`. */
  countSince(organizationId: number, groupId: number, since: number, enough: number): Promise<number>;
  /** By time, newest first, as the lists. */
  latest(organizationId: number, groupId: number): Promise<StoredEvent | null>;
  list(organizationId: number, groupId: number, page: Page): Promise<Paged<StoredEvent>>;
  listByProject(organizationId: number, projectId: number, page: Page): Promise<Paged<StoredEvent>>;
};
