import { html } from "hono/html";
import type { LinkHealth } from "../../core/integrations/link-health.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { Repaired } from "../../core/trackers/ports.ts";
import type { PageReply } from "../edges/page.ts";
import { hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { state } from "../views/states.ts";
import { table, twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { pageOf } from "./pages.ts";

type HealthDocument = {
  slug: string;
  formToken: string;
  integration: Integration;
  items: readonly LinkHealth[];
  /** What comparing put right, if anything. */
  repaired: Repaired | undefined;
  next: string | null;
  /** What is searched for; empty for all. */
  wanted: string;
  /** What was done on the page before. */
  notice: string | null;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

const STATES: Record<LinkHealth["state"], Html> = {
  "in-step": state("in-step"),
  apart: state("not-seen", "As it should be, though not the same"),
  waiting: state("waiting", "Trying again by itself"),
  stopped: state("needs-you"),
  quiet: state("not-seen", "Not looked at yet"),
};

const ABOUT = { owner: "Owner", team: "Team", status: "Status", comment: "Comment", ticket: "Ticket" } as const;

const COLUMNS = [
  { label: "Ticket" },
  { label: "State" },
  { label: "Here" },
  { label: "In Jira" },
  { label: "Seen", fit: true },
  { label: "Actions", unseen: true, fit: true },
] as const;

/** How every linked ticket fares; what needs somebody says why, and can be tried again. */
export function healthDocument({ slug, formToken, integration, items, repaired, next, wanted, notice, now }: HealthDocument): PageReply {
  const { base, tabs, ...page } = pageOf(slug, integration, "health/");
  const path = `${base}health/`;
  const search = wanted === "" ? "" : `query=${encodeURIComponent(wanted)}&`;
  const more = next && html`<a class="btn" href="${path}?${search}cursor=${encodeURIComponent(next)}">More</a>`;
  const all =
    items.some((it) => it.state === "stopped" || it.state === "waiting") &&
    html`<form method="post" action="${path}">${hiddenFormToken(formToken)}
<button class="btn" name="action" value="all">Try all again that wait</button></form>`;
  return {
    ...page,
    done: doneOf(notice, path),
    about: repaired && mended(repaired, now),
    main: html`${tabs}
${(items.length > 0 || wanted !== "") && searchForm(path, wanted)}
${
  items.length === 0 && wanted !== ""
    ? empty({ shape: "search", title: "Nothing found", text: "Search for an issue’s short id, a ticket’s key, or words of its title." })
    : items.length === 0
      ? empty({
          shape: "step",
          title: "No ticket is linked yet",
          text: "Link a ticket of this Jira to an issue, and here is how the two fare.",
        })
      : panel({
          id: "links",
          title: "Linked tickets",
          content: table({
            caption: "Linked tickets and how they fare",
            columns: COLUMNS,
            rows: items.map((it) => row(it, path, formToken, now)),
          }),
          footer: (more || all) && html`<div class="row">${all}${more}</div>`,
        })
}`,
  };
}

/** Webhooks are lost now and then: what comparing finds is what they did not tell. */
const mended = ({ count, at }: Repaired, now: number): Html =>
  html`Comparing with Jira has put ${count === 1 ? "one ticket" : html`<strong>${count}</strong> tickets`} right of which nothing had been heard, the last one ${time(at, now)}.`;

function doneOf(notice: string | null, path: string): Content {
  if (notice === "retried") return html`<p>Lockstep looks at the ticket again. <a href="${path}">Show how it went</a></p>`;
  return notice === "unlinked" && html`<p>Unlinked. The ticket stays in Jira as it is.</p>`;
}

const searchForm = (path: string, wanted: string): Html => html`<form class="row" method="get" action="${path}" role="search">
<label class="unseen" for="query">Issue or ticket</label>
<input class="input" type="search" id="query" name="query" value="${wanted}" placeholder="WEB-12 or APP-7" autocomplete="off" />
<button class="btn">Search</button></form>`;

function row({ ticket, issue, state: name, seen, next, problems }: LinkHealth, path: string, token: string, now: number): Content[] {
  return [
    twoLines(
      html`<a href="${ticket.url}" rel="noreferrer">${ticket.key}</a> and ${issue ? issue.shortId : "an issue that is gone"}`,
      issue ? issue.title.slice(0, 100) : "",
    ),
    html`${STATES[name]}${problems.map((it) => html`<p class="small">${ABOUT[it.about]}, since ${time(it.since, now)}: ${it.text}</p>`)}${next && html`<p class="small soft">Next look ${time(next, now)}.</p>`}`,
    twoLines(issue?.owner ?? "nobody", issue?.status ?? ""),
    twoLines(ticket.owner ?? "nobody", ticket.status || "unknown"),
    html`<span class="soft nowrap">${time(seen, now)}</span>`,
    issue &&
      html`<form class="row" method="post" action="${path}">${hiddenFormToken(token)}
<input type="hidden" name="ticket" value="${ticket.id}" /><input type="hidden" name="issue" value="${issue.id}" />
${name !== "in-step" && html`<button class="btn">Try again<span class="unseen"> with ${ticket.key}</span></button>`}
<button class="btn quiet" name="action" value="unlink">Unlink<span class="unseen"> ${ticket.key}</span></button></form>`,
  ];
}
