import { html } from "hono/html";
import { mendOf } from "../../core/integrations/causes.ts";
import { isOutOfStep, type LinkAt } from "../../core/integrations/out-of-step.ts";
import { hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { named } from "../views/people.ts";
import { issueStatus, state } from "../views/states.ts";
import { time } from "../views/time.ts";
import { mending } from "./mending.ts";

type Shown = {
  slug: string;
  formToken: string;
  /** Where the form of a row is sent to. */
  action: string;
  /** Where the log of a link is shown, and how its link reads. */
  log: (link: LinkAt) => { path: string; words: string };
  /** Milliseconds since the Unix epoch. */
  now: number;
};

export const COLUMNS = [
  { label: "Link" },
  { label: "State" },
  { label: "Here" },
  { label: "There" },
  { label: "Why, and what now" },
  { label: "Since", fit: true },
  { label: "Actions", unseen: true, fit: true },
] as const;

/** One link: both sides under each other's names, what keeps them apart, and the buttons that mend it. */
export function linkRow(link: LinkAt, shown: Shown, more?: Content): Content[] {
  const { ticket, issue, differs } = link;
  const key = html`<span class="unseen"> ${issue?.shortId} and ${ticket.key}</span>`;
  const mark = (field: LinkAt["differs"][number], content: Html): Html =>
    differs.includes(field) ? html`<span class="differs">${content}</span>` : content;
  const log = shown.log(link);
  return [
    html`<span class="pair">${
      issue
        ? html`<a class="strong" href="/organizations/${shown.slug}/issues/${issue.id}/" title="${issue.title.slice(0, 200)}">${issue.shortId}</a>`
        : html`<span class="soft">an issue that is gone</span>`
    }<a href="${ticket.url}" rel="noreferrer">${ticket.key}</a></span>`,
    stateOf(link),
    html`<span class="two-lines side">${named(issue?.owner ?? null)}${issue && issueStatus(issue.status as Parameters<typeof issueStatus>[0])}</span>`,
    html`<span class="two-lines side"><span>${mark("owner", named(ticket.owner))}</span><span>${mark("status", html`${ticket.status || "unknown"}`)}</span></span>`,
    html`${why(link, shown)}`,
    html`<span class="soft nowrap">${since(link, shown.now)}</span>`,
    html`<form class="row keep" method="post" action="${shown.action}">${hiddenFormToken(shown.formToken)}<input type="hidden" name="link" value="${link.id}" />${
      link.state !== "in-step" && issue && html`<button class="btn">Try again${key}</button>`
    }<a class="btn quiet" href="${log.path}">${log.words}${key}</a>${more}</form>`,
  ];
}

function stateOf({ state: name, problems, differs }: LinkAt): Html {
  if (name === "waiting" && problems.length === 0) return differs.length > 0 ? state("differs") : state("waiting", "To be looked at");
  return {
    "in-step": state("in-step"),
    apart: state("not-seen", "As it should be, though not the same"),
    waiting: state("waiting", "Trying again by itself"),
    stopped: state("needs-you"),
    quiet: state("not-seen", "Not looked at yet"),
  }[name];
}

function why(link: LinkAt, { slug, now }: Shown): Content {
  const { problems, next, seen, differs } = link;
  const again = next && html`<p class="small soft">Next look ${time(next, now)}.</p>`;
  if (problems.length > 0)
    return html`${problems.map((it) => html`<p>${it.text} ${mending(mendOf(link, it), slug, link.integration.id)}</p>`)}${again}`;
  if (differs.length > 0) return html`<p>Being written to the ticket now.</p>${again}`;
  return html`<p class="soft">${seen === null ? "Nobody has looked at the ticket yet." : html`Both sides were seen ${time(seen, now)}.`}</p>${again}`;
}

function since(link: LinkAt, now: number): Content {
  if (link.since !== null) return time(link.since, now);
  return isOutOfStep(link) ? "just now" : "";
}
