import type { Groups } from "../issues/ports.ts";
import type { Organizations } from "../organizations/ports.ts";
import { type Page, readCursor } from "../page.ts";
import type { TicketLink } from "../sync/link.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import type { TicketState } from "../sync/ticket-state.ts";
import type { Integration } from "../trackers/integration.ts";
import { type LinkHealth, linkHealth } from "./link-health.ts";

type Ports = { links: Links; groups: Groups; tickets: Tickets; organizations: Organizations };
type Asked = Page & {
  /** An issue's short id, a ticket's key, or words of its title. */
  query?: string | undefined;
};

const WORST_FIRST: LinkHealth["state"][] = ["stopped", "waiting", "quiet", "apart", "in-step"];
const rank = ({ state }: Pick<LinkHealth, "state">): number => WORST_FIRST.indexOf(state);

/** Of so many links the worst comes first; an organization with more has them one such heap after the other. */
const HEAP = 1000;
const STORE_PAGE = 100;

/**
 * The links of an integration, each with how it fares: the worst of a thousand first, page by page. Two requests for each hundred of them,
 * and two for a page. Throws Invalid for a cursor that is not ours.
 */
export async function listLinkHealth(
  ports: Ports,
  integration: Integration,
  organizationId: number,
  { limit, cursor, query = "" }: Asked,
): Promise<{ items: LinkHealth[]; next: string | null }> {
  const [skipped, from = ""] = cursor ? readCursor(cursor, /^(\d{1,4}):(.*)$/s) : ["0"];
  const { heap, next } = await heapOf(ports, integration, organizationId, { from, query: query.trim().toLowerCase() });
  const end = Number(skipped) + limit;
  const shown = heap.slice(Number(skipped), end);
  const [issues, members] = await Promise.all([
    ports.groups.getMany(organizationId, [...new Set(shown.map((it) => it.link.groupId))]),
    ports.organizations.members(organizationId),
  ]);
  const items = shown
    .map(({ link, state }) => {
      const issue = issues.find((it) => it.group.id === link.groupId) ?? null;
      return linkHealth(link, { issue, state, members }, integration);
    })
    .sort((a, b) => rank(a) - rank(b));
  if (end < heap.length) return { items, next: `${end}:${from}` };
  return { items, next: next === null ? null : `0:${next}` };
}

type Known = { link: TicketLink; state: TicketState | null };

async function heapOf(
  { links, tickets }: Ports,
  integration: Integration,
  organizationId: number,
  { from, query }: { from: string; query: string },
): Promise<{ heap: Known[]; next: string | null }> {
  const heap: Known[] = [];
  let cursor: string | null = from;
  do {
    const page: Page = { limit: STORE_PAGE, cursor: cursor || undefined };
    const { items, next } = await links.ofIntegration(organizationId, integration.id, page);
    const states = new Map(
      (await tickets.known(integration.id, [...new Set(items.map((it) => it.ticketId))])).map((it) => [it.ticketId, it]),
    );
    for (const link of items) {
      const state = states.get(link.ticketId) ?? null;
      if (isNamed(link, state, query)) heap.push({ link, state });
    }
    cursor = next;
  } while (cursor !== null && heap.length < HEAP);
  const worst = ({ link, state }: Known) => rank(linkHealth(link, { issue: null, state, members: [] }, integration));
  const ranked = heap.map((it) => ({ it, at: worst(it) })).sort((a, b) => a.at - b.at);
  return { heap: ranked.map(({ it }) => it), next: cursor };
}

const isNamed = ({ key, shortId }: TicketLink, state: TicketState | null, query: string): boolean =>
  query === "" || [shortId, key, state?.key ?? "", state?.title ?? ""].some((it) => it.toLowerCase().includes(query));
