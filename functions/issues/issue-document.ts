import { html } from "hono/html";
import type { StoredEvent } from "../../core/events/event.ts";
import { tagsOf } from "../../core/events/tags.ts";
import type { LinkHealth } from "../../core/integrations/link-health.ts";
import type { Activity } from "../../core/issues/activity.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { PageReply } from "../edges/page.ts";
import type { Content, Html } from "../views/markup.ts";
import { facts, panel } from "../views/panels.ts";
import { owner } from "../views/people.ts";
import { chip, issueStatus } from "../views/states.ts";
import { time } from "../views/time.ts";
import { actorOf, deedOf } from "./activity-words.ts";
import { stackView } from "./stack-view.ts";

type IssueDocument = {
  issue: GroupWithState;
  directory: Directory;
  /** Newest first. */
  activities: readonly Activity[];
  /** Null where the last one is older than events are kept. */
  latest: StoredEvent | null;
  tickets: readonly LinkHealth[];
  /** Milliseconds since the Unix epoch. */
  now: number;
};

const CHIPS = { "in-step": "in-step", apart: "differs", waiting: "waiting", stopped: "stopped", quiet: "not-seen" } as const;

const TAGS = 50;
/** Of a text that somebody or something wrote. */
const CHARACTERS = 1000;

/** One issue: what it is, whose it is, how it stands and with which tickets, what happened last, and what was done about it. */
export function issueDocument({ issue, directory, activities, latest, tickets, now }: IssueDocument): PageReply {
  const { group, state } = issue;
  const project = directory.projects.find((it) => it.id === group.projectId);
  const regressed = state.status === "unresolved" && state.substatus === "regressed";
  return {
    title: `${group.shortId} ${group.title}`.slice(0, 120),
    heading: group.title,
    about: html`${group.shortId}${project && html` in ${project.name}`}${group.culprit && html` · <code>${group.culprit}</code>`}`,
    main: html`<div class="two"><div class="stack">
${latest ? eventPanels(latest, now) : panel({ id: "stack", title: "Last event", content: html`<p class="pad soft">It is gone: events are kept for 90 days.</p>` })}
${panel({ id: "activity", title: "Activity", content: history(activities, group.firstSeen, directory, now) })}
</div><div class="stack">
${panel({
  id: "standing",
  title: "Issue",
  content: html`<div class="pad">${facts([
    ["Status", issueStatus(regressed ? "regressed" : state.status)],
    ["Owner", owner(ownerOf(issue, directory))],
    ["Tickets", tickets.length === 0 ? "none" : html`<span class="row">${tickets.map(ticket)}</span>`],
    ["Level", group.level],
    ["Events", group.count.toLocaleString("en")],
    ["First seen", time(group.firstSeen, now)],
    ["Last seen", time(group.lastSeen, now)],
    ...(group.release === null ? [] : [["Release", group.release] as const]),
  ])}</div>`,
})}
${latest && panel({ id: "tags", title: "Tags of the last event", content: html`<div class="pad">${facts(tagsOf(latest.event).slice(0, TAGS))}</div>` })}
</div></div>`,
  };
}

const eventPanels = ({ event, receivedAt }: StoredEvent, now: number): Html =>
  html`${panel({
    id: "stack",
    title: "Last event",
    aside: html`<span class="small soft">${time(event.timestamp, now)} · <code>${event.id}</code></span>`,
    content: html`${event.message && html`<p class="pad">${event.message.slice(0, CHARACTERS)}</p>`}${stackView(event)}`,
    footer: receivedAt - event.timestamp > 60_000 && html`<span class="small">It came ${time(receivedAt, now)}.</span>`,
  })}`;

const ticket = ({ state, ticket }: LinkHealth): Html => chip(CHIPS[state], ticket.key, ticket.url);

function ownerOf({ state: { assignee } }: GroupWithState, { members, teams }: Directory): Parameters<typeof owner>[0] {
  if (!assignee) return null;
  const { id, type: kind } = assignee;
  if (kind === "team") return { id, kind, name: teams.find((it) => it.id === id)?.name ?? String(id) };
  const member = members.find((it) => it.userId === id);
  return { id, kind, name: member?.name || member?.email || "somebody who is gone" };
}

/** Ends with what every issue begins with. */
const history = (activities: readonly Activity[], firstSeen: number, directory: Directory, now: number): Content =>
  html`<ol class="pad stack tight">${activities.map((it) => deed(it, directory, now))}<li>It was seen for the first time, ${time(firstSeen, now)}.</li></ol>`;

const deed = (
  activity: Activity,
  directory: Directory,
  now: number,
): Html => html`<li><span class="strong">${actorOf(activity, directory)}</span>
${deedOf(activity, directory)}, ${time(activity.createdAt, now)}${activity.type === "note" && html`<p>${String(activity.data.text).slice(0, CHARACTERS)}</p>`}</li>`;
