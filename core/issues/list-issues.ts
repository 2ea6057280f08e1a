import { type Page, type Paged, readCursor } from "../page.ts";
import type { SeenPlace } from "./group.ts";
import type { GroupOwners, Groups, GroupWithState } from "./ports.ts";
import type { Search } from "./search.ts";

/** How many pages of the store, besides the first of every project, one request may look through for issues that match. */
const STORE_PAGES = 20;
/** A page of the store is no smaller: a rare match is looked for among many. */
const STORE_PAGE = 25;

type Input = { organizationId: number; projectIds: readonly number[]; page: Page; matches: Search["matches"]; suggested?: boolean };
type Source = { projectId: number; items: GroupWithState[]; next: SeenPlace | null };

/**
 * Issues of some projects that match, newest seen first. A rare match may need more pages of the store than one request looks through:
 * then the page is short and `next` goes on from there. A cursor is the place of the last issue looked at, so it holds for every
 * project, and it neither repeats nor skips what stays where it was. Throws Invalid for a cursor that is not ours.
 */
export async function listIssues(
  { groups, groupOwners }: { groups: Groups; groupOwners: GroupOwners },
  { organizationId, projectIds, page, matches, suggested = false }: Input,
): Promise<Paged<GroupWithState>> {
  let last = placeOf(page.cursor);
  const limit = Math.max(page.limit, STORE_PAGE);
  const read = async (projectId: number, after: SeenPlace | undefined): Promise<Source> => {
    const { items, next } = await groups.listByProject(organizationId, projectId, { limit, after });
    const ids = items.map(({ group }) => group.id);
    const owners = suggested ? await groupOwners.ofGroups(organizationId, ids) : null;
    return { projectId, next, items: items.map((it) => ({ ...it, owners: owners?.get(it.group.id) ?? [] })) };
  };
  const sources = await Promise.all(projectIds.map((projectId) => read(projectId, last)));
  const found: GroupWithState[] = [];
  let reads = 0;
  while (found.length < page.limit) {
    const emptied = sources.find((it) => it.items.length === 0 && it.next !== null);
    if (emptied?.next) {
      if (reads === STORE_PAGES) break;
      reads += 1;
      Object.assign(emptied, await read(emptied.projectId, emptied.next));
      continue;
    }
    const issue = takeNewest(sources);
    if (!issue) break;
    last = { lastSeen: issue.group.lastSeen, groupId: issue.group.id };
    if (matches(issue)) found.push(issue);
  }
  const more = sources.some((it) => it.items.length > 0 || it.next !== null);
  return { items: found, next: more && last ? `${last.lastSeen}:${last.groupId}` : null };
}

function takeNewest(sources: readonly Source[]): GroupWithState | undefined {
  const [newest] = sources.filter((it) => it.items.length > 0).sort((a, b) => newestFirst(a.items[0], b.items[0]));
  return newest?.items.shift();
}

function newestFirst(a: GroupWithState | undefined, b: GroupWithState | undefined): number {
  if (!a || !b) return 0;
  return b.group.lastSeen - a.group.lastSeen || b.group.id - a.group.id;
}

function placeOf(cursor: string | undefined): SeenPlace | undefined {
  if (!cursor) return undefined;
  const [lastSeen, groupId] = readCursor(cursor, /^(\d{1,16}):(\d{1,16})$/);
  return { lastSeen: Number(lastSeen), groupId: Number(groupId) };
}
