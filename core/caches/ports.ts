import type { GroupRef, SeenPlace } from "../issues/group.ts";
import type { Invalidation, InvalidationProgress } from "./invalidation.ts";

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

type InvalidationPlace = Pick<Invalidation, "organizationId" | "projectId" | "id">;

/** How far the invalidations of projects are; kept 30 days. */
export type Invalidations = {
  /** Notes that the epoch has moved. False when one of that id frees the memory already, by another change. */
  begin(invalidation: Invalidation, effectiveAt: number): Promise<boolean>;
  /** Every group was handed on. */
  allFound(place: InvalidationPlace, total: { chunks: number; groups: number }, at: number): Promise<void>;
  /** A chunk is freed; each counts once. */
  freed(place: InvalidationPlace, freed: { chunk: number; groups: number }, at: number): Promise<void>;
  newest(organizationId: number, projectId: number): Promise<InvalidationProgress | null>;
};

/** Groups of a project by when they were last seen, newest first; an index, so up to a second behind. */
export type RecentGroups = {
  page(
    organizationId: number,
    projectId: number,
    window: { since: number; after: SeenPlace | null; limit: number },
  ): Promise<{ groupIds: number[]; next: SeenPlace | null }>;
};
