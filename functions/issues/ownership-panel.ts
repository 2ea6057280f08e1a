import { html } from "hono/html";
import type { Directory } from "../../core/issues/representation.ts";
import type { SuggestedOwner } from "../../core/issues/suggested-owners.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { face } from "../views/people.ts";
import { pill } from "../views/states.ts";
import { ownerCause } from "./causes.ts";
import { ALL, ownerMenu, ownerName, ownerView, statusMenu, statusView } from "./choices.ts";
import { statusDetail } from "./issue-actions.ts";
import type { IssueDocument } from "./issue-looked-at.ts";
import { sides } from "./sides.ts";
import type { TicketShown } from "./tickets-shown.ts";

/** Who has it and why, what every side says of it, and how to link more. */
export function ownership(shown: IssueDocument, path: string): Html {
  const { issue, directory, tickets, mayChange } = shown;
  const owner = mayChange ? ownerMenu(issue, directory, "owner", path, ALL) : ownerView(issue.state.assignee, directory);
  const detail = statusDetail(issue, shown.now);
  const status = html`<span class="two-lines">${mayChange ? statusMenu(issue, "status") : statusView(issue)}${detail && html`<span class="small soft">${detail}</span>`}</span>`;
  return panel({
    id: "sides",
    title: "Owner and status",
    aside: standing(tickets),
    content: html`${why(shown)}${sides({ ...shown, slug: directory.organization.slug, owner, status })}`,
    footer: mayChange && linking(shown, path),
  });
}

function standing(tickets: readonly TicketShown[]): Content {
  if (tickets.length === 0) return null;
  const count = (name: TicketShown["health"]["state"]) => tickets.filter(({ health }) => health.state === name).length;
  const of = tickets.length === 1 ? "" : ` of ${tickets.length}`;
  if (count("stopped") > 0) return pill("needs-you", `${count("stopped")}${of} needs you`);
  if (count("waiting") > 0) return pill("waiting", `${count("waiting")}${of} on its way`);
  return count("in-step") === tickets.length ? pill("in-step", "All in step") : null;
}

function why({ issue, directory, activities, tickets, now }: IssueDocument): Html {
  const { assignee } = issue.state;
  const cause = ownerCause(assignee, activities, { directory, tickets, now });
  return html`<div class="why">${assignee ? face({ id: assignee.id, name: ownerName(assignee, directory).replace(/^team /, "") }, assignee.type) : html`<span class="face none" aria-hidden="true"></span>`}<div><p>${cause.now}</p>
${cause.before && html`<p class="soft">${cause.before}</p>`}${suggestions(issue.owners, directory)}</div><a class="btn quiet" href="#history">All changes</a></div>`;
}

const suggestions = (owners: readonly SuggestedOwner[], directory: Directory): Content =>
  owners.length > 0 &&
  html`<p class="soft">Rules suggest ${owners.slice(0, 3).map((it, at) => html`${at > 0 && ", "}${ownerName(it.owner, directory)} (<code>${it.rule.slice(0, 200)}</code>)`)}. A choice that a person made stays.</p>`;

function linking({ trackers, tickets, directory }: IssueDocument, path: string): Html {
  const [only, ...others] = trackers;
  if (!only)
    return html`<p>No tracker is connected. <a href="/settings/${directory.organization.slug}/integrations/">Connect a Jira</a> to link tickets.</p>`;
  const choice =
    others.length > 0
      ? html`<select class="select fit" name="integration" aria-label="Tracker">${trackers.map((it) => html`<option value="${it.id}">${new URL(it.baseUrl).host}</option>`)}</select>`
      : html`<input type="hidden" name="integration" value="${only.id}" />`;
  return html`<a class="btn" id="link" href="${path}tickets/new/">${icon("plus")}Create a ticket</a>
<form class="row" method="get" action="${path}tickets/link/"><input class="input fit" name="ticket" aria-label="Ticket to link" placeholder="APP-7 or its address" size="20" required />${choice}<button class="btn">Link…</button></form>
${tickets.length > 0 && html`<button class="btn quiet last" form="ticket" name="again" value="all">${icon("again")}Compare all now</button>`}`;
}
