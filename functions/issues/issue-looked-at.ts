import type { Posted } from "../../core/discord/ports.ts";
import type { Activity } from "../../core/issues/activity.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { SuggestedOwner } from "../../core/issues/suggested-owners.ts";
import type { EventShown } from "./event-shown.ts";
import type { TicketsShown } from "./tickets-shown.ts";

/** What the page of an issue is made of. */
export type IssueDocument = TicketsShown & {
  issue: GroupWithState & { owners: readonly SuggestedOwner[] };
  directory: Directory;
  /** Newest first. */
  activities: readonly Activity[];
  /** Null where the last one is older than events are kept. */
  event: EventShown | null;
  messages: readonly Posted[];
  formToken: string;
  mayChange: boolean;
  /** A note that could not be added, to be written on. */
  written: string;
  /** Milliseconds since the Unix epoch. */
  now: number;
};
