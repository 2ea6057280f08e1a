/**
 * The removal of a project, from the moment somebody asked for it. It stays, as the record of who removed what and when. `counted` and
 * `done` are groups; `counted` is null until the removal has begun. Times are milliseconds since the Unix epoch.
 */
export type Deletion = {
  organizationId: number;
  projectId: number;
  slug: string;
  name: string;
  requestedBy: number;
  requestedAt: number;
  counted: number | null;
  done: number;
  finishedAt: number | null;
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** How far the removal is. `remaining` is never negative: a group may have come while the others were counted. */
export function deletionSummary(deletion: Deletion) {
  const { projectId, slug, name, requestedBy, requestedAt, counted, done, finishedAt } = deletion;
  return {
    id: String(projectId),
    slug,
    name,
    status: finishedAt !== null ? "done" : counted === null ? "pending" : "in_progress",
    counted,
    done,
    remaining: counted === null ? null : Math.max(0, counted - done),
    requestedBy: String(requestedBy),
    dateRequested: iso(requestedAt),
    dateFinished: finishedAt === null ? null : iso(finishedAt),
  };
}
