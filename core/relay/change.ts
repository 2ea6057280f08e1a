import type { Activity } from "../issues/activity.ts";

/** A team or a member, as far as it matters to who may own issues. */
export type Reach = { id?: number; userId?: number; projects?: number[]; slug?: string; email?: string; active?: boolean };

/** A record that changed: what it was and what it is (null where it is not there), when (ms since the epoch), and its place among all changes. */
export type Change = { organizationId: number; at: number; place: string } & (
  | { kind: "activity"; activity: Activity }
  | { kind: "group"; projectId: number; groupId: number }
  | { kind: "ownership"; projectId: number; after: { version?: number; updatedAt?: number } | null }
  /** `address`: what is found of a member by one of their addresses. */
  | { kind: "team" | "member" | "address"; before: Reach | null; after: Reach | null }
);
