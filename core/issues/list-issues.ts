import type { GroupWithState, Page, Paged, Ports } from "../ports.ts";

/** How many pages of the store one request may look through for issues that match. */
const STORE_PAGES = 20;

type Input = { organizationId: number; projectIds: readonly number[]; page: Page; matches: (issue: GroupWithState) => boolean };

/**
 * Issues of some projects that match, newest seen first, project by project. A rare match may need more pages than one request looks
 * through: then the page is short and `next` goes on from there. Throws Invalid for a cursor that is not ours.
 */
export async function listIssues(
  { groups }: Pick<Ports, "groups">,
  { organizationId, projectIds, page, matches }: Input,
): Promise<Paged<GroupWithState>> {
  const [first, cursor] = readCursor(page.cursor, projectIds);
  const items: GroupWithState[] = [];
  let looked = 0;
  for (let at = first; at < projectIds.length; at++) {
    const projectId = projectIds[at] ?? 0;
    let from = at === first ? cursor : undefined;
    do {
      const found = await groups.listByProject(organizationId, projectId, { limit: page.limit - items.length, cursor: from });
      items.push(...found.items.filter(matches));
      from = found.next ?? undefined;
      looked += 1;
      if (items.length === page.limit || looked === STORE_PAGES) return { items, next: cursorAfter(projectIds, at, from) };
    } while (from);
  }
  return { items, next: null };
}

/** Where to go on: inside this project, or with the next one. */
function cursorAfter(projectIds: readonly number[], at: number, from: string | undefined): string | null {
  if (from) return `${projectIds[at]}:${from}`;
  return at + 1 < projectIds.length ? `${projectIds[at + 1]}:` : null;
}

function readCursor(cursor: string | undefined, projectIds: readonly number[]): [number, string | undefined] {
  if (!cursor) return [0, undefined];
  const [project = "", from = ""] = cursor.split(":");
  const at = projectIds.indexOf(Number(project));
  return at < 0 ? [0, undefined] : [at, from || undefined];
}
