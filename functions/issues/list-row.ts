import { html } from "hono/html";
import { lastDays } from "../../core/issues/days.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Directory } from "../../core/issues/representation.ts";
import { dayBars } from "../views/day-bars.ts";
import type { Html } from "../views/markup.ts";
import { time } from "../views/time.ts";
import type { Chips } from "./chips.ts";
import { ownerMenu, ownerView, statusMenu, statusView } from "./choices.ts";
import { seenText } from "./chosen.ts";

type Row = { issue: GroupWithState; chips: Chips | undefined; directory: Directory; path: string; now: number; mayChange: boolean };

/** One issue of the list: what it is, how much of it there is, how it stands, whose it is, and what it is linked to. */
export function listRow({ issue, chips, directory, path, now, mayChange }: Row): Html {
  const { group } = issue;
  const page = `${path}${group.id}/`;
  return html`<tr role="row" id="issue-${group.id}">
<td role="cell" class="c-check">${mayChange && html`<label class="tick"><input class="check" type="checkbox" name="issue" value="${seenText(issue)}" /><span class="unseen">Choose ${group.shortId}</span></label>`}</td>
<th role="rowheader" scope="row" class="c-title">${titleView(issue, page, directory, now)}</th>
<td role="cell" class="c-events nowrap"><span class="two-lines">${dayBars(lastDays(group.days ?? {}, now))}<span class="small soft"><strong>${group.count.toLocaleString("en")}</strong> ${group.count === 1 ? "event" : "events"}${group.userCount > 0 && html` · ${people(group.userCount)}`}</span></span></td>
<td role="cell" class="c-status">${mayChange ? statusMenu(issue, `s${group.id}`) : statusView(issue)}</td>
<td role="cell" class="c-owner">${mayChange ? ownerMenu(issue, directory, `o${group.id}`, page) : ownerView(issue.state.assignee, directory)}</td>
<td role="cell" class="c-sync">${chipsView(chips, page, mayChange, group.shortId)}</td></tr>
`;
}

const people = (count: number): string => (count === 1 ? "1 person" : `${count >= 1000 ? "1,000+" : count} people`);

/** Of a text that something or somebody wrote. */
const CHARACTERS = 200;

function titleView({ group }: GroupWithState, page: string, directory: Directory, now: number): Html {
  const { type, value } = group.metadata;
  const [name, text] = type && value ? [type, value] : [group.title, ""];
  const project = directory.projects.find((it) => it.id === group.projectId);
  return html`<div class="issue-title"><a href="${page}">${name.slice(0, CHARACTERS)}</a>${text && html`<p class="cut" title="${text.slice(0, CHARACTERS)}">${text.slice(0, CHARACTERS)}</p>`}
<div class="meta"><span>${group.shortId}</span><span>${time(group.lastSeen, now)}</span>${directory.projects.length > 1 && project && html`<span>${project.slug}</span>`}<span>${group.culprit.slice(0, CHARACTERS)}</span></div></div>`;
}

function chipsView(chips: Chips | undefined, page: string, mayChange: boolean, shortId: string): Html {
  const { all = [], more = 0 } = chips ?? {};
  if (all.length + more > 0)
    return html`<div class="chips">${all}${more > 0 && html`<a class="small" href="${page}#sides">${more} more<span class="unseen"> of ${shortId}</span></a>`}</div>`;
  return mayChange
    ? html`<a class="small soft" href="${page}#link">Link a ticket<span class="unseen"> to ${shortId}</span></a>`
    : html`<span class="small soft">No ticket</span>`;
}
