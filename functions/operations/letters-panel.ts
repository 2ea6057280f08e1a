import { html } from "hono/html";
import { type DeadLetter, whatToDo } from "../../core/operations/dead-letter.ts";
import type { Cause } from "../../core/operations/overview.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { table, twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";
import type { Shown } from "./shown.ts";

/** What is read of a cause in a list; all of it where it is looked at. */
const MOST_LETTERS_OF_CAUSE = 240;
const cut = (cause: string): string => (cause.length > MOST_LETTERS_OF_CAUSE ? `${cause.slice(0, MOST_LETTERS_OF_CAUSE)}…` : cause);

/** Of one cause so many are shown when it is looked at. */
const MOST_SHOWN = 20;

/** What was given up, by cause; each may be sent back. */
export function lettersPanel(shown: Shown): Html {
  const { slug, formToken, found, mayRedrive, open, now } = shown;
  const path = `/settings/${slug}/operations/`;
  const all = found.causes.reduce((sum, it) => sum + it.letters.length, 0);
  const redrive = (cause: string, words: Content) =>
    mayRedrive &&
    html`<form class="row" method="post">${hiddenFormToken(formToken)}<input type="hidden" name="cause" value="${cause}" /><button class="btn">${words}</button></form>`;
  const looked = found.causes.find(({ id }) => id === open);
  return panel({
    id: "letters",
    title: "Dead letters",
    aside: redrive("all", html`${icon("again")}Redrive all ${String(all)}`),
    content: html`${table({
      caption: "Dead letters by cause",
      columns: [
        { label: "Cause" },
        { label: "Queue", fit: true },
        { label: "Messages", num: true },
        { label: "Oldest", fit: true },
        { label: "Actions", unseen: true, fit: true },
      ],
      rows: found.causes.map((it): Content[] => [
        twoLines(html`<bdi>${cut(it.cause)}</bdi>`, it.letters[0] && whatToDo(worst(it))),
        html`<span class="nowrap">${it.queue}</span>`,
        String(it.letters.length),
        html`<span class="nowrap">${time(Math.min(...it.letters.map(({ since }) => since)), now)}</span>`,
        html`<span class="row">${redrive(it.id, html`Redrive<span class="unseen"> ${String(it.letters.length)} of ${it.queue}: ${cut(it.cause)}</span>`)}<a class="btn quiet" href="${path}?open=${it.id}#letter">Look<span class="unseen"> at ${cut(it.cause)}</span></a></span>`,
      ]),
    })}${looked && closer(looked, shown)}`,
    footer: !mayRedrive && html`<p>Owners, managers and admins of the organization may send these back.</p>`,
  });
}

/** What came back more often tells more. */
const worst = ({ letters }: Cause): DeadLetter => letters.reduce((a, b) => (b.redriven > a.redriven ? b : a));

function closer({ cause, letters }: Cause, { slug, now }: Shown): Html {
  return html`<header id="letter"><h3><bdi>${cause}</bdi></h3><a class="btn quiet" href="/settings/${slug}/operations/">Close</a></header>
${table({
  caption: "Messages of this cause",
  columns: [{ label: "About" }, { label: "Given up", fit: true }, { label: "Tries", num: true }, { label: "Redriven", num: true }],
  rows: letters
    .slice(0, MOST_SHOWN)
    .map((it): Content[] => [twoLines(about(it, slug), it.id), time(it.since, now), String(it.tries), String(it.redriven)]),
})}${letters.length > MOST_SHOWN && html`<p class="pad soft">And ${String(letters.length - MOST_SHOWN)} more.</p>`}`;
}

function about({ subject: { groupId, projectId, ticket } }: DeadLetter, slug: string): Content {
  if (groupId !== null) return html`<a href="/organizations/${slug}/issues/${String(groupId)}/">Issue ${String(groupId)}</a>`;
  if (ticket) return html`<a href="/settings/${slug}/integrations/${String(ticket.integrationId)}/health/">Ticket ${ticket.ticketId}</a>`;
  return projectId === null ? "The organization" : `Project ${projectId}`;
}
