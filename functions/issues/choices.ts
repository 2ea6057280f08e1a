import { html } from "hono/html";
import type { Assignee } from "../../core/issues/group.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { SuggestedOwner } from "../../core/issues/suggested-owners.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { type Choice, menu } from "../views/menus.ts";
import { owner } from "../views/people.ts";
import { issueStatus } from "../views/states.ts";
import { actorText, seenText } from "./chosen.ts";

type Names = Pick<Directory, "members" | "teams" | "userId">;
type Shown = GroupWithState & { owners?: readonly SuggestedOwner[] };

/** More people than these are behind a link. */
const OFFERED = 8;
/** All that a page of one issue offers. */
export const ALL = 200;

/** An owner as people read it; one who is gone too. */
export const ownerView = (of: Assignee | null, names: Pick<Names, "members" | "teams">): Html =>
  owner(of && { id: of.id, kind: of.type, name: nameOf(of, names) });

/** The same without a picture. */
export const ownerName = (of: Assignee | null, names: Pick<Names, "members" | "teams">): string =>
  of ? `${of.type === "team" ? "team " : ""}${nameOf(of, names)}` : "nobody";

function nameOf({ id, type }: Assignee, { members, teams }: Pick<Names, "members" | "teams">): string {
  if (type === "team") return teams.find((it) => it.id === id)?.slug ?? String(id);
  const member = members.find((it) => it.userId === id);
  return member?.name || member?.email || "somebody who is gone";
}

/** Who can get an issue of this project, whoever looks first; only they are offered. */
export function candidates({ members, teams, userId }: Names, projectId: number): Assignee[] {
  const people = members.filter((it) => it.active && it.projects.includes(projectId));
  const named = people.toSorted((a, b) => Number(b.userId === userId) - Number(a.userId === userId) || a.name.localeCompare(b.name, "en"));
  const own = teams.filter((it) => it.projects.includes(projectId)).toSorted((a, b) => a.slug.localeCompare(b.slug, "en"));
  return [...named.map((it): Assignee => ({ type: "user", id: it.userId })), ...own.map((it): Assignee => ({ type: "team", id: it.id }))];
}

type Offer = { actor: string; content: Html };

const offer = (of: Assignee | null, names: Names, aside?: Content): Offer => ({
  actor: actorText(of),
  content: html`${ownerView(of, names)}${aside && html`<small>${aside}</small>`}`,
});

/** What is offered of a project, made once for all issues of a page. */
const made = new WeakMap<Names, Map<number, Offer[]>>();
function offers(names: Names, projectId: number): Offer[] {
  const known = made.get(names) ?? new Map<number, Offer[]>();
  made.set(names, known);
  const all =
    known.get(projectId) ??
    candidates(names, projectId).map((it) => offer(it, names, it.type === "user" && it.id === names.userId && "you"));
  known.set(projectId, all);
  return all;
}

/** Gives the issue to somebody else, where it is shown. `path` leads to its page. */
export function ownerMenu(issue: Shown, names: Names, id: string, path: string, most = OFFERED): Html {
  const { group, state } = issue;
  const [seen, current] = [seenText(issue), actorText(state.assignee)];
  const choice = ({ actor, content }: Offer): Choice => ({ value: `${seen} ${actor}`, content, current: actor === current });
  const all = offers(names, group.projectId);
  const suggested = (issue.owners ?? [])
    .slice(0, 3)
    .map((it) => choice(offer(it.owner, names, it.source === "codeowners" ? "file" : "rule")));
  return menu({
    ...{ id, label: `Owner of ${group.shortId}`, form: "set", name: "owner", quiet: true },
    shown: ownerView(state.assignee, names),
    first: { title: "Suggested by your rules", choices: suggested },
    choices: [...all.slice(0, most), offer(null, names)].map(choice),
    more: all.length > most && html`<a href="${path}#sides">${icon("people")}Someone else…</a>`,
  });
}

/** What an issue's status can be put at, as it is read. */
const STATUSES: [word: string, content: Content][] = [
  ["unresolved", issueStatus("unresolved")],
  ["resolved", issueStatus("resolved")],
  ["next", html`${icon("flag", { tone: "good" })}Resolved in the next release`],
  ["ignored", html`${icon("mute", { tone: "soft" })}Archived`],
  ["day", html`${icon("clock", { tone: "soft" })}Archived for a day`],
];

/** Puts the issue at another status, where it is shown. */
export function statusMenu(issue: GroupWithState, id: string): Html {
  const { group, state } = issue;
  const seen = seenText(issue);
  return menu({
    ...{ id, label: `Status of ${group.shortId}`, form: "set", name: "status", quiet: true },
    shown: statusView(issue),
    choices: STATUSES.map(([word, content]) => ({ value: `${seen} ${word}`, content, current: state.status === word })),
  });
}

export const statusView = ({ state: { status, substatus } }: Pick<GroupWithState, "state">): Html =>
  issueStatus(status === "unresolved" && substatus === "regressed" ? "regressed" : status);
