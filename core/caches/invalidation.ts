/**
 * The invalidation of a project's cached answers: what made it necessary, and how far it is. It is in effect when the epoch has moved;
 * freeing the memory follows. Times are milliseconds since the Unix epoch.
 */
export type Invalidation = {
  organizationId: number;
  projectId: number;
  /** The newest of a project sorts last. */
  id: string;
  /** Which change it follows: of several with the same id only one frees the memory. */
  by: string;
  reason: "ownership" | "team" | "member";
  requestedAt: number;
};

/** `counted`: groups seen of late, null until all were found; `done`: those whose memory is free. */
export type InvalidationProgress = Invalidation & {
  effectiveAt: number;
  counted: number | null;
  done: number;
  finishedAt: number | null;
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function invalidationSummary(progress: InvalidationProgress) {
  const { id, reason, requestedAt, effectiveAt, counted, done, finishedAt } = progress;
  return {
    id,
    reason,
    status: finishedAt === null ? "freeing" : "done",
    counted,
    done,
    remaining: counted === null ? null : Math.max(0, counted - done),
    dateRequested: iso(requestedAt),
    dateEffective: iso(effectiveAt),
    dateFinished: finishedAt === null ? null : iso(finishedAt),
  };
}
