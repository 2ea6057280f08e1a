import { ownerDecided } from "../issues/decisions.ts";
import type { GroupWithState } from "../issues/ports.ts";
import type { Member } from "../organizations/organization.ts";
import type { TicketLink } from "../sync/link.ts";
import type { Reason, TicketState } from "../sync/ticket-state.ts";
import type { Integration } from "../trackers/integration.ts";

type About = "owner" | "team" | "status" | "comment" | "ticket";
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

const iso = (milliseconds: number | null): string | null => (milliseconds === null ? null : new Date(milliseconds).toISOString());

type Known = { issue: GroupWithState | null; state: TicketState | null; members: readonly Member[] };

export function linkHealth(link: TicketLink, { issue, state, members }: Known, { baseUrl }: Pick<Integration, "baseUrl">): LinkHealth {
  const problems = problemsOf(link, state, issue);
  return {
    ticket: {
      ...{ id: link.ticketId, key: state?.key ?? link.key, url: `${baseUrl}/browse/${encodeURIComponent(state?.key ?? link.key)}` },
      ...{ owner: state?.shows.owner ?? null, status: state?.shows.status ?? "" },
    },
    issue: issue && {
      ...{ id: String(issue.group.id), shortId: issue.group.shortId, title: issue.group.title },
      ...{ owner: ownerOf(issue, members), status: issue.state.status },
    },
    state: stateOf(link, { state, issue }, problems),
    seen: iso(state?.seenAt ?? null),
    next: iso(state?.due ?? null),
    problems,
  };
}

const RIGHT_APART = ["linked", "off", "team", "archived"];
/** What the tracker refuses is asked for again now and then; it takes somebody to change it. */
const REFUSED = ["unauthorized", "forbidden", "certificate", "refused_address", "rejected"];

function stateOf(
  { notes, hint }: TicketLink,
  { state, issue }: Pick<Known, "state" | "issue">,
  problems: readonly Problem[],
): LinkHealth["state"] {
  if (problems.some((it) => it.about !== "ticket" && !RIGHT_APART.includes(it.kind))) return "stopped";
  if (state?.waiting && REFUSED.includes(state.waiting.kind)) return "stopped";
  if (state?.waiting || notes.length > 0) return "waiting";
  if (!state || state.seenAt === null) return "quiet";
  // What was decided a moment ago has yet to be told.
  if (issue !== null && (hint?.version ?? 0) < issue.state.version) return "waiting";
  if (problems.length > 0) return "apart";
  return state.due === null ? "in-step" : "waiting";
}

function problemsOf(link: TicketLink, state: TicketState | null, issue: GroupWithState | null): Problem[] {
  const of = (about: About, reason: Reason | null | undefined): Problem[] =>
    reason ? [{ about, kind: reason.kind, text: reason.text, since: new Date(reason.since).toISOString() }] : [];
  const { owner, status } = state?.reasons[link.groupId] ?? {};
  const lost = `${link.notesLost} notes were given up, because too many waited for the ticket.`;
  return [
    ...of("ticket", state?.waiting),
    ...of("owner", owner ?? teamOf(issue)),
    ...of("team", state?.team?.groupId === link.groupId && issue?.state.assignee?.type === "team" ? state.team.failed : null),
    ...of("status", status ?? archiveOf(issue)),
    ...of("comment", link.notesLost > 0 ? { kind: "lost", text: lost, since: link.since } : null),
  ];
}

/** A team and an archive are nothing to a tracker: what was decided below goes on, on both sides. */
function teamOf(issue: GroupWithState | null): Reason | null {
  const { assignee = null, assigneeSourceTime: since = 0, ownerUnder } = issue?.state ?? {};
  if (!issue || (assignee?.type !== "team" && !ownerUnder)) return null;
  if (assignee?.type === "team")
    return { kind: "team", text: "A team has the issue, which is nobody to a tracker: the ticket keeps its owner.", since };
  if (ownerDecided(issue.state).userId === null) return null;
  return { kind: "team", text: "A team was taken away from the issue: the ticket keeps its owner until somebody chooses one.", since };
}

const archiveOf = (issue: GroupWithState | null): Reason | null =>
  issue?.state.status === "ignored"
    ? {
        kind: "archived",
        text: "The issue is archived, which is nothing to a tracker: when the archive ends, it is as the ticket is then.",
        since: issue.state.statusSourceTime,
      }
    : null;

function ownerOf({ state: { assignee } }: GroupWithState, members: readonly Member[]): string | null {
  if (!assignee) return null;
  return assignee.type === "team" ? "a team" : (members.find((it) => it.userId === assignee.id)?.name ?? "somebody who is gone");
}
