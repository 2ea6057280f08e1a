import { html } from "hono/html";
import type { Posted } from "../../core/discord/ports.ts";
import type { LinkHealth } from "../../core/integrations/link-health.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import { PROVIDERS } from "../../core/trackers/integration.ts";
import { copyButton } from "../views/copy-button.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { named } from "../views/people.ts";
import { state, ticketLink } from "../views/states.ts";
import { twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { messageUrl } from "./message-url.ts";
import type { TicketShown } from "./tickets-shown.ts";

type Sides = {
  issue: GroupWithState;
  /** How owner and status of the issue are shown, and changed. */
  owner: Html;
  status: Html;
  tickets: readonly TicketShown[];
  messages: readonly Posted[];
  slug: string;
  mayChange: boolean;
  now: number;
};

const STATES: Record<LinkHealth["state"], Html> = {
  "in-step": state("in-step"),
  apart: state("differs", "As it should be, though not the same"),
  waiting: state("waiting", "Goes on by itself"),
  stopped: state("needs-you"),
  quiet: state("not-seen"),
};
const ABOUT = { owner: "Owner", status: "Status", comment: "Comment", ticket: "Ticket", team: "Team" } as const;

/** Owner and status of every side, one under the other, so that a difference is seen by looking down a column. */
export const sides = (
  all: Sides,
): Html => html`<table class="table sides cards" role="table"><caption class="unseen">Owner and status on every side</caption>
<thead role="rowgroup"><tr role="row">${["Side", "Owner", "Status", "Agrees with this issue"].map((it) => html`<th role="columnheader" scope="col">${it}</th>`)}<th role="columnheader" scope="col"><span class="unseen">Actions</span></th></tr></thead><tbody role="rowgroup">
<tr role="row" class="self">${head("This issue", html`${all.issue.group.shortId} ${copyButton(all.issue.group.shortId, all.issue.group.shortId)} in Lockstep`)}${cell("Owner", all.owner)}${cell("Status", all.status)}${cell("Agrees", html`<span class="soft">What the others are compared with</span>`)}<td role="cell"></td></tr>
${all.tickets.map((it) => ticketRow(it, all))}${all.messages.map((it) => messageRow(it, all))}</tbody></table>`;

const head = (first: Content, second: Content): Html => html`<th role="rowheader" scope="row">${twoLines(first, second)}</th>`;
const cell = (label: string, content: Content): Html => html`<td role="cell" data-label="${label}"><div>${content}</div></td>`;

function ticketRow({ health, integration, link, state: known }: TicketShown, { slug, mayChange, now }: Sides): Html {
  const { ticket, problems, seen, next } = health;
  const isApart = (about: "owner" | "status") => problems.some((it) => it.about === about);
  const unknown = problems.some((it) => it.kind === "no_account" || it.kind === "no_member");
  const value = (about: "owner" | "status", shown: Html) => (isApart(about) ? html`<span class="differs">${shown}</span>` : shown);
  const isDone = known?.status.shown?.startsWith("done") ?? false;
  const status = html`<span class="glyph">${ticket.status && icon(isDone ? "done" : "half", { tone: isDone ? "good" : "soft" })}${ticket.status || "unknown"}</span>`;
  const when = seen ? html`both seen ${time(seen, now)}` : "not looked at so far";
  const map = html`<a class="btn" href="/settings/${slug}/integrations/${integration.id}/people/">Map people</a>`;
  const id = String(link.externalIssueId);
  return html`<tr role="row">${head(html`${ticketLink(ticket.key, ticket.url)} ${copyButton(ticket.key, ticket.key)}`, html`${PROVIDERS[integration.provider].name} · ${new URL(integration.baseUrl).host}`)}
${cell("Owner", value("owner", named(ticket.owner)))}${cell("Status", value("status", status))}
${cell("Agrees", html`<span class="two-lines">${STATES[health.state]}${problems.map((it) => html`<span class="small soft">${ABOUT[it.about]}: ${it.text} Since ${time(it.since, now)}.</span>`)}<span class="small soft">${when}${next && html`; next look ${time(next, now)}`}</span></span>`)}
<td role="cell" class="fit">${mayChange && html`<span class="row">${unknown && map}<button class="btn quiet icon-only" form="ticket" name="again" value="${id}" aria-label="Compare with ${ticket.key} now" title="Compare now">${icon("again")}</button><button class="btn quiet" form="ticket" name="unlink" value="${id}">Unlink<span class="unseen"> ${ticket.key}</span></button></span>`}</td></tr>
`;
}

function messageRow(message: Posted, { issue, now: _ }: Sides): Html {
  const url = messageUrl(message);
  const isBehind = message.shown < issue.state.version;
  const how = message.failure ? state("stopped") : isBehind ? state("waiting", "Follows in a moment") : state("in-step");
  return html`<tr role="row">${head(ticketLink("Message", url), "Discord")}${cell("Owner", html`<span class="soft">as here</span>`)}${cell("Status", html`<span class="soft">as here</span>`)}
${cell("Agrees", html`<span class="two-lines">${how}${message.failure && html`<span class="small soft">${message.failure}</span>`}</span>`)}<td role="cell" class="fit"><a class="btn quiet" href="${url}">Open<span class="unseen"> the message</span></a></td></tr>
`;
}
