import { html, raw } from "hono/html";
import { type Cause, causesOf } from "../../core/integrations/causes.ts";
import type { LinkAt, OutOfStep } from "../../core/integrations/out-of-step.ts";
import type { PageReply } from "../edges/page.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { table } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { COLUMNS, linkRow } from "./link-row.ts";
import { mending } from "./mending.ts";

type OutOfStepDocument = OutOfStep & {
  slug: string;
  formToken: string;
  /** What is asked for; empty for all. */
  asked: { query: string; state: string; integration: string; open: string; page: number };
  /** The log of the link that is open. */
  log: Content;
  notice: string | null;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

const ROWS = 10;
const STATES = { stopped: "Needs you", waiting: "Waiting", quiet: "Not looked at yet" } as const;

/** What does not agree, over all trackers: how much, why and what mends it, then each link. */
export function outOfStepDocument({ items, trackers, more, slug, formToken, asked, log, notice, now }: OutOfStepDocument): PageReply {
  const path = `/organizations/${slug}/out-of-step/`;
  const kept = items.filter((it) => isAsked(it, asked));
  const of = Math.max(1, Math.ceil(kept.length / ROWS));
  const page = Math.min(Math.max(1, asked.page), of);
  const shown = kept.slice((page - 1) * ROWS, page * ROWS);
  const open = shown.findIndex((it) => it.id === asked.open);
  const isFiltered = asked.query !== "" || asked.state !== "" || asked.integration !== "";
  const isUnconnected = trackers.length === 0 && items.length === 0;
  const here = (change: Partial<OutOfStepDocument["asked"]>) => `${path}${search({ ...asked, open: "", ...change })}`;
  const row = (it: LinkAt, at: number) => {
    const way = at === open ? { path: here({}), words: "Close" } : { path: `${here({ open: it.id })}#log`, words: "Log" };
    return linkRow(it, { slug, formToken, action: path, log: () => way, now });
  };
  return {
    title: "Out of step",
    heading: isFiltered || isUnconnected ? "Out of step" : headingOf(items.length, more),
    about: isFiltered ? `${kept.length} of ${items.length} links.` : isUnconnected ? "There is nothing to compare yet." : aboutOf(items),
    actions: items.length > 0 && retryAll(path, formToken, items.length),
    done: notice === "retried" && html`<p>Lockstep looks at it again. <a href="${here({})}">Show how it went</a></p>`,
    main: html`${!isFiltered && causes(causesOf(items), slug, now)}${(items.length > 0 || isFiltered) && filters(path, trackers, asked)}${
      kept.length === 0
        ? nothing(isFiltered, trackers.length, slug)
        : html`${panel({
            id: "links",
            title: "Links, the worst first",
            content: table({
              caption: "Links out of step, the worst first",
              columns: COLUMNS,
              rows: shown.map(row),
              inside: open < 0 ? undefined : { at: open, content: log },
            }),
            footer: of > 1 && pages(here, page, of),
          })}`
    }`,
  };
}

const isAsked = ({ state, integration }: LinkAt, asked: OutOfStepDocument["asked"]): boolean =>
  (asked.state === "" || state === asked.state) && (asked.integration === "" || String(integration.id) === asked.integration);

function search({ page, ...asked }: OutOfStepDocument["asked"]): string {
  const set = Object.entries({ ...asked, page: page > 1 ? String(page) : "" }).filter(([, value]) => value !== "");
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}

const links = (count: number): string => (count === 1 ? "1 link" : `${count} links`);

const headingOf = (count: number, more: boolean): string =>
  count === 0 ? "Everything is in step" : `${links(count)}${more ? " and more" : ""} ${count === 1 ? "is" : "are"} out of step`;

/** How many need whom; nothing of those that are in step, which are not counted. */
function aboutOf(items: readonly LinkAt[]): string {
  if (items.length === 0) return "Nothing waits to be looked at. Whatever changes is looked at within seconds.";
  const stopped = items.filter((it) => it.state === "stopped").length;
  const rest = items.length - stopped;
  const parts = [
    stopped > 0 && `${stopped} ${stopped === 1 ? "needs" : "need"} you`,
    rest > 0 && `${rest} ${rest === 1 ? "goes" : "go"} on by ${rest === 1 ? "itself" : "themselves"}`,
  ];
  return `${parts.filter((it) => it).join(", ")}. Nothing is lost: each side keeps what it has.`;
}

const retryAll = (path: string, token: string, count: number): Html =>
  html`<form class="row full" method="post" action="${path}">${hiddenFormToken(token)}<button class="btn" name="action" value="all">${icon("again")}Try all ${count} again</button></form>`;

/** Of more causes than this the first are shown; their links are in the table. */
const CAUSES = 12;

const causes = (all: readonly Cause[], slug: string, now: number): Content =>
  all.length > 0 &&
  panel({
    id: "causes",
    title: "Mend the cause, and its links follow",
    content: html`<ul class="needs">${all.slice(0, CAUSES).map((it, at) => cause(it, at, slug, now))}</ul>`,
  });

const cause = (
  { needsYou, title, links: count, oldest, next, mend, integration, keeps }: Cause,
  at: number,
  slug: string,
  now: number,
): Html =>
  html`<li>${needsYou ? icon("warn", { tone: "bad" }) : icon("clock", { tone: "wait" })}<div><strong>${title}</strong>
<p class="soft">${links(count)} ${count === 1 ? "waits" : "wait"}, the oldest since ${time(oldest, now)}.${next && html` Next look ${time(next, now)}.`}${keeps !== null && ` ${keeps} stays the owner here.`}</p></div>${mending(mend, slug, integration.id, at === 0 && needsYou ? "btn primary" : "btn")}</li>`;

const option = (value: string, words: string, current: string): Html =>
  html`<option value="${value}"${value === current && raw(" selected")}>${words}</option>`;

const filters = (path: string, trackers: OutOfStep["trackers"], asked: OutOfStepDocument["asked"]): Html =>
  html`<form class="row filters" role="search" method="get" action="${path}"><div class="search">${icon("search")}<input class="input" type="search" name="query" value="${asked.query}" aria-label="Search by issue or ticket" placeholder="WEB-12, APP-7 or a person" autocomplete="off" /></div>
<select class="select fit" name="state" aria-label="State">${option("", "All states", asked.state)}${Object.entries(STATES).map(([value, words]) => option(value, words, asked.state))}</select>
${trackers.length > 1 && html`<select class="select fit" name="integration" aria-label="Tracker">${option("", "All trackers", asked.integration)}${trackers.map((it) => option(String(it.id), new URL(it.baseUrl).host, asked.integration))}</select>`}
<button class="btn">Search</button></form>`;

function nothing(isFiltered: boolean, trackers: number, slug: string): Html {
  if (isFiltered)
    return empty({
      shape: "search",
      title: "Nothing found",
      text: html`Nothing that is out of step is called so. An issue is found by its short id however it fares; a ticket that is in step, on the
page <a href="/settings/${slug}/integrations/">Integrations</a> under the Health of its tracker.`,
    });
  if (trackers === 0)
    return empty({
      shape: "plug",
      title: "No tracker is connected",
      text: "Connect one, link a ticket to an issue, and here is what does not agree.",
      action: html`<a class="btn primary" href="/settings/${slug}/integrations/">Integrations</a>`,
    });
  return empty({ shape: "step", title: "All sides agree", text: "What does not will stand here, with why, and what mends it." });
}

const pages = (here: (change: { page: number }) => string, page: number, of: number): Html =>
  html`<nav class="row" aria-label="Pages"><span class="soft">Page ${page} of ${of}</span>${page > 1 && html`<a class="btn" href="${here({ page: page - 1 })}">Previous</a>`}${page < of && html`<a class="btn" href="${here({ page: page + 1 })}">Next</a>`}</nav>`;
