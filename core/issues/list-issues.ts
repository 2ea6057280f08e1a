import { type Page, type Paged, readCursor } from "../page.ts";
import type { SeenPlace } from "./group.ts";
import { type GroupOwners, type Groups, type GroupWithState, itemsOf, type LinkedTo, type Listed } from "./ports.ts";
import type { Search } from "./search.ts";

/** Requests to the store that a page may take, besides one for each project after the first. */
const MOST_REQUESTS = 10;
/** Places of a request where terms filter: listing costs little, making them whole a request for fifty. */
const LISTED = 500;
/** Items a request for whole issues may take. */
const MOST_ITEMS = 100;

type Input = Search & { organizationId: number; projectIds: readonly number[]; page: Page };
type Source = { projectId: number; items: Listed[]; next: SeenPlace | null };
const NOTHING = { owners: false, tagKeys: [] };
type Ports = { groups: Groups; groupOwners: GroupOwners };

/** `lookedBackTo`: where a page is short because enough was looked through, until when (ms since the epoch); else null. */
export type IssuePage = Paged<GroupWithState & { linkedTo?: LinkedTo }> & { lookedBackTo: number | null };

/**
 * Issues of some projects that match, newest seen first; in an index that knows the hour only, by that hour, and newest seen first within
 * a page. A rare match may need more requests than one page takes: then the page is short and `next` goes on from there. A cursor is the
 * place of the last issue looked at, so it holds for every project, and it neither repeats nor skips what stays where it was. Throws
 * Invalid for a cursor that is not ours.
 */
export async function listIssues(
  ports: Ports,
  { organizationId, projectIds, page, index, matches, mayMatch = () => true, needs = NOTHING, filters = true }: Input,
): Promise<IssuePage> {
  let last = placeOf(page.cursor);
  const limit = filters ? LISTED : page.limit;
  const step = 1 + Number(needs.owners);
  let requests = 1;
  const list = async (projectId: number, after: SeenPlace | undefined): Promise<Source> => {
    const { items, next } = await ports.groups.listByProject(organizationId, projectId, { index, limit, after });
    return { projectId, items, next };
  };
  const sources = await Promise.all(projectIds.map((projectId) => list(projectId, last)));
  const found: IssuePage["items"] = [];
  while (found.length < page.limit && requests + step <= MOST_REQUESTS) {
    const emptied = sources.find((it) => it.items.length === 0 && it.next !== null);
    if (emptied?.next) {
      requests += 1;
      Object.assign(emptied, await list(emptied.projectId, emptied.next));
      continue;
    }
    const { chosen, passed } = takeLatest(sources, mayMatch, page.limit - found.length, needs.tagKeys);
    if (passed === null) break;
    if (chosen.length > 0) {
      requests += step;
      found.push(...(await completed(ports, organizationId, chosen, needs)).filter(matches));
    }
    last = passed;
  }
  const more = sources.some((it) => it.items.length > 0 || it.next !== null);
  const isShort = more && found.length < page.limit;
  found.sort((a, b) => b.group.lastSeen - a.group.lastSeen || b.group.id - a.group.id);
  const next = more && last ? `${last.lastSeen}:${last.groupId}` : null;
  return { items: found, next, lookedBackTo: isShort && last ? last.lastSeen : null };
}

/** The latest that may match, as many as are wanted and fit a request, until a source has to be filled; and the place up to which. */
function takeLatest(sources: readonly Source[], mayMatch: (it: Listed) => boolean, wanted: number, tagKeys: readonly string[]) {
  const chosen: Listed[] = [];
  let passed: SeenPlace | null = null;
  let room = MOST_ITEMS;
  while (chosen.length < wanted) {
    const [source] = sources.filter((it) => it.items.length > 0).sort((a, b) => latestFirst(a.items[0], b.items[0]));
    const listed = source?.items[0];
    if (!source || !listed) break;
    const may = mayMatch(listed);
    if (may && itemsOf(listed, tagKeys) > room) break;
    source.items.shift();
    passed = listed.place;
    if (may) {
      chosen.push(listed);
      room -= itemsOf(listed, tagKeys);
    }
    if (source.items.length === 0 && source.next !== null) break;
  }
  return { chosen, passed };
}

/** What was listed, with what a search needs of it. */
export async function completed(
  { groups, groupOwners }: Ports,
  organizationId: number,
  listed: Listed[],
  needs: NonNullable<Search["needs"]> = NOTHING,
) {
  const issues = await groups.complete(organizationId, listed, needs.tagKeys);
  if (!needs.owners) return issues;
  const ids = issues.map(({ group }) => group.id);
  const owners = await groupOwners.ofGroups(organizationId, ids);
  return issues.map((it) => ({ ...it, owners: owners.get(it.group.id) ?? [] }));
}

function latestFirst(a: Listed | undefined, b: Listed | undefined): number {
  if (!a || !b) return 0;
  return b.place.lastSeen - a.place.lastSeen || b.place.groupId - a.place.groupId;
}

function placeOf(cursor: string | undefined): SeenPlace | undefined {
  if (!cursor) return undefined;
  const [lastSeen, groupId] = readCursor(cursor, /^(\d{1,16}):(\d{1,16})$/);
  return { lastSeen: Number(lastSeen), groupId: Number(groupId) };
}
