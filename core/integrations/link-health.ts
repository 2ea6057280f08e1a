import type { Groups, GroupWithState } from "../issues/ports.ts";
import type { Member } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Page } from "../page.ts";
import type { TicketLink } from "../sync/link.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import type { Reason, TicketState } from "../sync/ticket-state.ts";
import type { Integration } from "../trackers/integration.ts";

type About = "owner" | "status" | "comment" | "ticket";
type Problem = { about: About; kind: string; text: string; since: string };

/** How one link fares, for people and for clients. Times are ISO 8601, null where it never happened. */
export type LinkHealth = {
  ticket: { id: string; key: string; url: string; owner: string | null; status: string };
  issue: { id: string; shortId: string; title: string; owner: string | null; status: string } | null;
  /** `in-step` only for what was seen equal, at `seen`; `stopped` waits for somebody, `waiting` for time alone, `apart` for nothing. */
  state: "stopped" | "waiting" | "quiet" | "apart" | "in-step";
  seen: string | null;
  /** When it is looked at again, where that is not just by the quarter-hourly comparison. */
  next: string | null;
  problems: Problem[];
};

const WORST_FIRST: LinkHealth["state"][] = ["stopped", "waiting", "quiet", "apart", "in-step"];
const iso = (milliseconds: number | null): string | null => (milliseconds === null ? null : new Date(milliseconds).toISOString());

/** The links of an integration, page by page, each with how it fares, the worst of a page first. Four requests a page. */
export async function listLinkHealth(
  ports: { links: Links; groups: Groups; tickets: Tickets; organizations: Organizations },
  integration: Integration,
  organizationId: number,
  page: Page,
): Promise<{ items: LinkHealth[]; next: string | null }> {
  const { items, next } = await ports.links.ofIntegration(organizationId, integration.id, page);
  if (items.length === 0) return { items: [], next };
  const [issues, states, members] = await Promise.all([
    ports.groups.getMany(organizationId, [...new Set(items.map((it) => it.groupId))]),
    ports.tickets.known(integration.id, [...new Set(items.map((it) => it.ticket))]),
    ports.organizations.members(organizationId),
  ]);
  const all = items.map((link) => {
    const issue = issues.find((it) => it.group.id === link.groupId) ?? null;
    const state = states.find((it) => it.ticket === link.ticket) ?? null;
    return linkHealth(link, { issue, state, members }, integration);
  });
  return { items: all.sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state)), next };
}

type Known = { issue: GroupWithState | null; state: TicketState | null; members: readonly Member[] };

export function linkHealth(link: TicketLink, { issue, state, members }: Known, { baseUrl }: Pick<Integration, "baseUrl">): LinkHealth {
  const problems = problemsOf(link, state);
  return {
    ticket: {
      ...{ id: link.ticket, key: state?.key ?? link.key, url: `${baseUrl}/browse/${encodeURIComponent(state?.key ?? link.key)}` },
      ...{ owner: state?.shows.owner ?? null, status: state?.shows.status ?? "" },
    },
    issue: issue && {
      ...{ id: String(issue.group.id), shortId: issue.group.shortId, title: issue.group.title },
      ...{ owner: ownerOf(issue, members), status: issue.state.status },
    },
    state: stateOf(link, state, problems),
    seen: iso(state?.seenAt ?? null),
    next: iso(state?.due ?? null),
    problems,
  };
}

const RIGHT_APART = ["linked", "off"];
/** What the tracker refuses is asked for again now and then; it takes somebody to change it. */
const REFUSED = ["unauthorized", "forbidden", "certificate", "refused_address", "rejected"];

function stateOf({ notes }: TicketLink, state: TicketState | null, problems: readonly Problem[]): LinkHealth["state"] {
  if (problems.some((it) => it.about !== "ticket" && !RIGHT_APART.includes(it.kind))) return "stopped";
  if (state?.waiting && REFUSED.includes(state.waiting.kind)) return "stopped";
  if (state?.waiting || notes.length > 0) return "waiting";
  if (!state || state.seenAt === null) return "quiet";
  if (problems.length > 0) return "apart";
  return state.due === null ? "in-step" : "waiting";
}

function problemsOf(link: TicketLink, state: TicketState | null): Problem[] {
  const of = (about: About, reason: Reason | null | undefined): Problem[] =>
    reason ? [{ about, kind: reason.kind, text: reason.text, since: new Date(reason.since).toISOString() }] : [];
  const { owner, status } = state?.reasons[link.groupId] ?? {};
  const lost = `${link.notesLost} notes were given up, because too many waited for the ticket.`;
  return [
    ...of("ticket", state?.waiting),
    ...of("owner", owner),
    ...of("status", status),
    ...of("comment", link.notesLost > 0 ? { kind: "lost", text: lost, since: link.since } : null),
  ];
}

function ownerOf({ state: { assignee } }: GroupWithState, members: readonly Member[]): string | null {
  if (!assignee) return null;
  return assignee.type === "team" ? "a team" : (members.find((it) => it.userId === assignee.id)?.name ?? "somebody who is gone");
}
