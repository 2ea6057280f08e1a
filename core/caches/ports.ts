import type { GroupRef } from "../issues/group.ts";

/** What is remembered of a group: whether somebody has it, and whether its owners were looked for. Null: not known. */
export type OwnerAnswers = { assigned: boolean | null; evaluated: boolean | null };

/** What is known, and the right to fill in what is not. */
export type Claim = OwnerAnswers & {
  /** More groups of the project were asked for in this minute than allowed. */
  limited: boolean;
  /** What a fill has to find unchanged; null when the cache is unwell and there is nothing to fill. */
  ticket: { projectId: number; groupId: number; epoch: string; token: string } | null;
};

type Place = Pick<GroupRef, "projectId" | "groupId">;

/**
 * The cached answers about groups (behaviour §5.1). An answer holds as long as its group was not unlinked and the project's epoch is the
 * one that it was given under; epochs never come again. Reading never fails: a cache that is unwell knows nothing.
 */
export type OwnerCaches = {
  read(place: Place): Promise<OwnerAnswers>;
  /** Reads, counts the group among the `limit` of the project's minute, and marks what is not known as being looked up by us. */
  claim(place: Place, limit: number): Promise<Claim>;
  /**
   * Fills in what was claimed, unless anything was invalidated since. Whatever is filled in has to be read after the claim. What was
   * known already, and null, are left alone.
   */
  fill(claim: Claim, answers: Partial<OwnerAnswers>): Promise<void>;
  /** Throws Unavailable. */
  unlink(groupIds: readonly number[]): Promise<void>;
  /** No answer about a group of the project is valid any more. Throws Unavailable. */
  moveEpoch(projectId: number): Promise<void>;
};
