import { html } from "hono/html";
import type { StoredEvent } from "../../core/events/event.ts";
import { tagsOf } from "../../core/events/tags.ts";
import type { Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { time } from "../views/time.ts";
import { breadcrumbsPanel } from "./breadcrumbs-view.ts";
import { stackView } from "./stack-view.ts";

const TAGS = 50;
/** Of a text that somebody or something wrote. */
const CHARACTERS = 1000;

/** The last event: its stack with source lines, what came before it, and its tags, each a search. */
export const eventPanels = ({ event, receivedAt }: StoredEvent, list: string, now: number): Html => html`${panel({
  id: "stack",
  title: "Last event",
  aside: html`<span class="small soft">${time(event.timestamp, now)} · <code>${event.id}</code></span>`,
  content: html`${event.message && html`<p class="pad">${event.message.slice(0, CHARACTERS)}</p>`}${stackView(event)}`,
  footer: receivedAt - event.timestamp > 60_000 && html`<span class="small">It came ${time(receivedAt, now)}.</span>`,
})}
${breadcrumbsPanel(event)}
${panel({
  id: "tags",
  title: "Tags of the last event",
  content: html`<dl class="tags">${tagsOf(event)
    .slice(0, TAGS)
    .map(
      ([key, value]) =>
        html`<div><dt>${key}</dt><dd><a href="${list}?query=${encodeURIComponent(searchOf(key, value))}">${value}</a></dd></div>`,
    )}</dl>`,
})}`;

export const noEvent = (): Html =>
  panel({ id: "stack", title: "Last event", content: html`<p class="pad soft">It is gone: events are kept for 90 days.</p>` });

const searchOf = (key: string, value: string): string => `${/^[\w.-]+$/.test(key) ? key : `tags[${key}]`}:${JSON.stringify(value)}`;
