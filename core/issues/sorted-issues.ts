import { Invalid } from "../errors.ts";
import { readCursor } from "../page.ts";
import { type IssuePage, listIssues } from "./list-issues.ts";
import type { GroupOwners, Groups, GroupWithState } from "./ports.ts";

/** As clients name the orders of an issue list: newest seen, newest, most events first. */
const SORTS = {
  date: null,
  new: (a, b) => b.group.firstSeen - a.group.firstSeen,
  freq: (a, b) => b.group.count - a.group.count,
} satisfies Record<string, ((a: GroupWithState, b: GroupWithState) => number) | null>;
export type Sort = keyof typeof SORTS;

/** Of how many matching issues, newest seen first, another order is made. */
const SORTED = 1000;
/** How often is looked for them, as far as a page looks. */
const MOST_LOOKS = 10;

type Input = Parameters<typeof listIssues>[1] & { sort: Sort };

/** Throws Invalid for an order that we do not have. */
export function requestedSort(text: string | null): Sort {
  if (text === null || text === "") return "date";
  if (!Object.hasOwn(SORTS, text)) throw new Invalid(`Issues cannot be sorted by "${text}". Use date, new or freq.`);
  return text as Sort;
}

/**
 * Issues of some projects that match, in one of the orders that clients ask for. In any other than by date it is an order of the 1,000
 * matching issues that were seen last, of those that ten pages looked through, and a cursor is a position in it. Throws Invalid for a cursor
 * that is not ours.
 */
export async function sortedIssues(ports: { groups: Groups; groupOwners: GroupOwners }, { sort, ...input }: Input): Promise<IssuePage> {
  const order = SORTS[sort];
  if (order === null) return listIssues(ports, input);
  const from = positionOf(input.page.cursor);
  const all: IssuePage["items"] = [];
  let [cursor, lookedBackTo]: [string | undefined, number | null] = [undefined, null];
  for (let looks = 0; looks === 0 || (cursor && looks < MOST_LOOKS && all.length < SORTED); looks++) {
    const page = await listIssues(ports, { ...input, page: { limit: SORTED - all.length, cursor } });
    all.push(...page.items);
    [cursor, lookedBackTo] = [page.next ?? undefined, page.lookedBackTo];
  }
  const to = from + input.page.limit;
  all.sort((a, b) => order(a, b) || b.group.id - a.group.id);
  return { items: all.slice(from, to), next: to < all.length ? `at:${to}` : null, lookedBackTo };
}

function positionOf(cursor: string | undefined): number {
  if (!cursor) return 0;
  const [position] = readCursor(cursor, /^at:(\d{1,4})$/);
  return Number(position);
}
