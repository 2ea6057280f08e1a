import { html } from "hono/html";
import type { Breadcrumb } from "../../core/events/breadcrumbs.ts";
import type { ErrorEvent } from "../../core/events/event.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { table } from "../views/tables.ts";

/** The last ones tell most. */
const SHOWN = 12;
const CHARACTERS = 300;

/** What happened before the error, the last of it first. */
export function breadcrumbsPanel({ breadcrumbs, timestamp }: ErrorEvent): Content {
  if (breadcrumbs.length === 0) return null;
  const shown = breadcrumbs.slice(-SHOWN).reverse();
  return panel({
    id: "crumbs",
    title: "What came before",
    aside: breadcrumbs.length > shown.length && html`<span class="small soft">the last ${shown.length} of ${breadcrumbs.length}</span>`,
    content: table({
      caption: "Breadcrumbs",
      columns: [{ label: "When", fit: true }, { label: "Kind", fit: true }, { label: "What" }],
      rows: shown.map((it) => [
        html`<span class="small soft nowrap">${before(it.timestamp, timestamp)}</span>`,
        html`<span class="tag">${(it.category ?? it.type ?? "note").slice(0, 40)}</span>`,
        whatOf(it),
      ]),
    }),
  });
}

function before(at: number | null, error: number): string {
  if (at === null) return "some time before";
  const seconds = (error - at) / 1000;
  if (seconds < 0) return "after it";
  return seconds < 10
    ? `${seconds.toFixed(1)} s before`
    : seconds < 120
      ? `${Math.round(seconds)} s before`
      : `${Math.round(seconds / 60)} min before`;
}

/** A message, or what a request was and what came of it. */
function whatOf({ message, data, level }: Breadcrumb): Html {
  const { method, url, status_code: status, from, to } = data;
  const texts = message ? [message] : from && to ? [`${from} → ${to}`] : [method, url].filter((it) => typeof it === "string");
  const text = texts.length > 0 ? texts.join(" ") : JSON.stringify(data);
  return html`<span class="small">${text.slice(0, CHARACTERS)}${(typeof status === "number" || typeof status === "string") && html` <span class="tag">${status}</span>`}${level === "error" && html` <span class="state bad small">error</span>`}</span>`;
}
