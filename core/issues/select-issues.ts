import { Invalid } from "../errors.ts";
import type { Status } from "./group.ts";
import { listIssues } from "./list-issues.ts";
import type { GroupOwners, Groups, GroupWithState } from "./ports.ts";
import { parseSearch, type Search } from "./search.ts";
import type { People } from "./search-owners.ts";

const STATUSES: Record<string, Status> = { resolved: "resolved", unresolved: "unresolved", ignored: "ignored", muted: "ignored" };

type Input = {
  organizationId: number;
  projectIds: readonly number[];
  query: URLSearchParams;
  people: People;
  /** What `latestAsked` answers. */
  latest: ReadonlyMap<number, string>;
  /** In ms since the epoch: what ages in a search are counted from. */
  now: number;
  /** How many at most, without ids. */
  most: number;
  /** Where an earlier selection ended. */
  after?: string | null;
};

/** Parameters that narrow a search elsewhere: a change of more than was meant is worse than none. */
const REFUSED = ["environment", "start", "end", "statsPeriod"];

/**
 * The issues that a bulk change means (behaviour §8.1): those of repeated `id`, or those that a `query` and a `status` find, or all, of
 * these projects; without ids at most so many, and `next` where there are more. Throws Invalid for an id that is no integer, an unknown status, a search we cannot do, or
 * ids and a search at once.
 */
export async function selectIssues(
  ports: { groups: Groups; groupOwners: GroupOwners },
  { organizationId, projectIds, query, people, latest, now, most, after = null }: Input,
): Promise<{ issues: GroupWithState[]; next: string | null }> {
  const ids = query.getAll("id");
  const status = query.get("status");
  if (ids.length > 0 && (status !== null || query.has("query"))) throw new Invalid("Give either ids or a search, not both.");
  if (ids.length > 0) {
    const numbers = ids.map((id) => (/^\d{1,16}$/.test(id) ? Number(id) : Number.NaN));
    if (numbers.some(Number.isNaN)) throw new Invalid("Every id has to be an integer.");
    const found = await ports.groups.getMany(organizationId, numbers);
    return { issues: found.filter(({ group }) => projectIds.includes(group.projectId)), next: null };
  }
  const wanted = status === null ? undefined : STATUSES[status];
  if (status !== null && !wanted) throw new Invalid(`There is no status "${status}".`);
  const narrowed = REFUSED.find((name) => query.has(name));
  if (narrowed) throw new Invalid(`A bulk change cannot be narrowed by ${narrowed}.`);
  // Never by an index of a part of the issues: it may be a moment late, and a change takes all that are meant.
  const { index: _, ...search } = parseSearch(query.get("query") ?? "", people, now, latest);
  const matches: Search["matches"] = (issue) => (wanted === undefined || issue.state.status === wanted) && search.matches(issue);
  const issues: GroupWithState[] = [];
  let cursor = after ?? undefined;
  do {
    const page = { limit: most - issues.length, cursor };
    const { items, next } = await listIssues(ports, { organizationId, projectIds, page, ...search, filters: true, matches });
    issues.push(...items);
    cursor = next ?? undefined;
  } while (cursor && issues.length < most);
  return { issues, next: cursor ?? null };
}
