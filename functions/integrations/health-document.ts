import { html } from "hono/html";
import type { LinkHealth } from "../../core/integrations/link-health.ts";
import { type LinkAt, linkIn } from "../../core/integrations/out-of-step.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { Repaired } from "../../core/trackers/ports.ts";
import type { PageReply } from "../edges/page.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { table } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { COLUMNS, linkRow } from "./link-row.ts";
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
  const shown = { slug, formToken, action: path, log: (it: LinkAt) => logOf(slug, it), now };
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
            rows: items.map((it) => linkRow(linkIn(integration, it), shown, it.issue && unlink(it))),
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

const searchForm = (path: string, wanted: string): Html => html`<form class="row filters" method="get" action="${path}" role="search">
<div class="search">${icon("search")}<input class="input" type="search" name="query" value="${wanted}" aria-label="Issue or ticket" placeholder="WEB-12 or APP-7" autocomplete="off" /></div>
<button class="btn">Search</button></form>`;

const unlink = ({ ticket }: LinkHealth): Html =>
  html`<button class="btn quiet" name="action" value="unlink">Unlink<span class="unseen"> ${ticket.key}</span></button>`;

/** Where the link alone is shown with its log: its issue is found by its short id, however it fares. */
const logOf = (slug: string, { id, issue }: LinkAt) => ({
  path: `/organizations/${slug}/out-of-step/?${new URLSearchParams({ query: issue?.shortId ?? "", open: id })}#log`,
  words: "Log",
});
