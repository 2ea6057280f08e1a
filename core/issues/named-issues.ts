import { completed } from "./list-issues.ts";
import type { EventPlaces, GroupOwners, Groups, GroupWithState } from "./ports.ts";
import type { Search } from "./search.ts";
import { textsOf } from "./search-values.ts";
import { wordsOf } from "./search-words.ts";

/** Short ids of a search; each is a request. */
const MOST = 5;
const EVENT_ID = /^[0-9a-f]{32}$/i;

type Ports = { groups: Groups; groupOwners: GroupOwners; events: EventPlaces };
type Asked = { organizationId: number; projectIds: readonly number[]; query: string; search: Search };

/**
 * The issues of these projects that a search names itself, wherever they stand: by short ids, of which the other terms hold, too; or by
 * the id of an event that stands alone. Null where it names none: then it has to be looked for.
 */
export async function namedIssues(ports: Ports, { query, search, ...where }: Asked): Promise<GroupWithState[] | null> {
  const words = wordsOf(query);
  const issues = words.find((it) => !it.negated && it.key === "issue");
  const shortIds = issues ? textsOf(issues.value.toUpperCase()).exact : [];
  if (shortIds.length > 0 && shortIds.length <= MOST) {
    const ids = await Promise.all(shortIds.map((it) => ports.groups.byShortId(where.organizationId, it)));
    return (await read(ports, where, ids, search)).filter(search.matches);
  }
  const [word, ...others] = words;
  if (!word || others.length > 0 || word.negated || word.key !== null || !EVENT_ID.test(word.value)) return null;
  const id = await ports.events.groupOf(where.organizationId, where.projectIds, word.value.toLowerCase());
  return id === null ? null : read(ports, where, [id], {});
}

async function read(
  ports: Ports,
  { organizationId, projectIds }: Omit<Asked, "query" | "search">,
  ids: (number | null)[],
  { needs }: Pick<Search, "needs">,
) {
  const listed = [...new Set(ids.filter((it) => it !== null))].map((groupId) => ({ place: { lastSeen: 0, groupId } }));
  const issues = await completed(ports, organizationId, listed, needs);
  return issues.filter(({ group }) => projectIds.includes(group.projectId));
}
