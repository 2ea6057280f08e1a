import { html } from "hono/html";
import type { LinkHealth } from "../../core/integrations/link-health.ts";
import type { Integration } from "../../core/sync/integration.ts";
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
  next: string | null;
  retried: boolean;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

const STATES: Record<LinkHealth["state"], Html> = {
  "in-step": state("in-step"),
  waiting: state("waiting", "Trying again by itself"),
  stopped: state("needs-you"),
  quiet: state("not-seen", "Nothing sent or received yet"),
};

const ABOUT = { owner: "Owner", status: "Status", comment: "Comment" } as const;

const COLUMNS = [
  { label: "Ticket" },
  { label: "State" },
  { label: "From Jira", fit: true },
  { label: "To Jira", fit: true },
  { label: "Actions", unseen: true, fit: true },
] as const;

/** How every linked ticket fares; what needs somebody says why, and can be tried again. */
export function healthDocument({ slug, formToken, integration, items, next, retried, now }: HealthDocument): PageReply {
  const { base, tabs, ...page } = pageOf(slug, integration, "health/");
  const path = `${base}health/`;
  const more = next && html`<a class="btn" href="${path}?cursor=${encodeURIComponent(next)}">More</a>`;
  return {
    ...page,
    done: retried && html`<p>Lockstep looks at the ticket again. <a href="${path}">Show how it went</a></p>`,
    main: html`${tabs}
${
  items.length === 0
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
        footer: more,
      })
}`,
  };
}

function row(
  { ticket, issue, state: name, lastInbound, lastOutbound, pendingVersion, lastFailure }: LinkHealth,
  path: string,
  token: string,
  now: number,
): Content[] {
  const failed = lastFailure && html`<p class="small">${ABOUT[lastFailure.about]}, ${time(lastFailure.at, now)}: ${lastFailure.text}</p>`;
  const waiting = pendingVersion !== null && html`<p class="small soft">Change ${pendingVersion} of the issue waits.</p>`;
  return [
    twoLines(
      html`<a href="${ticket.url}" rel="noreferrer">${ticket.key}</a> and ${issue ? issue.shortId : "an issue that is gone"}`,
      issue ? issue.title.slice(0, 100) : "",
    ),
    html`${STATES[name]}${failed}${waiting}`,
    html`<span class="soft nowrap">${time(lastInbound, now)}</span>`,
    html`<span class="soft nowrap">${time(lastOutbound, now)}</span>`,
    issue && name !== "in-step"
      ? html`<form method="post" action="${path}">${hiddenFormToken(token)}
<input type="hidden" name="ticket" value="${ticket.id}" /><input type="hidden" name="issue" value="${issue.id}" />
<button class="btn">Try again<span class="unseen"> with ${ticket.key}</span></button></form>`
      : "",
  ];
}
