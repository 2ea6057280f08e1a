import type { Group, GroupState } from "./group.ts";
import type { IssueIndex, Searchable } from "./ports.ts";
import type { SuggestedOwner } from "./suggested-owners.ts";

/** An issue as a search sees it: tag values by key, those of the keys that it asks for. */
export type Searched = {
  group: Group;
  state: GroupState;
  owners: readonly SuggestedOwner[];
} & Searchable;

/**
 * `index`: where all issues that match are found, and fewer with a lower `rank`; `isPartial`: and others. `needs`: what of an issue it goes
 * by.
 */
export type Term = {
  needs: (keyof Searched)[];
  tagKey?: string;
  index?: IssueIndex & { rank: number; isPartial?: true };
  matches: (issue: Searched) => boolean;
};
