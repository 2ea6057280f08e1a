import type { Activity } from "../issues/activity.ts";
import type { ProjectChange } from "../projects/follow-project.ts";
import type { RosterNews } from "./roster-news.ts";

/** What was committed and others act on. `at`: when, in ms since the epoch; `entry`: as the outbox names it, the same however often it is read. */
export type Change = { organizationId: number; at: number; entry: string } & (
  | { kind: "activity"; activity: Activity }
  /** An issue that is new. */
  | { kind: "group"; projectId: number; groupId: number }
  /** Rules were saved. */
  | { kind: "ownership"; projectId: number; version: number }
  | ({ kind: "roster" } & RosterNews)
  | { kind: "project"; project: ProjectChange }
);
