import { html } from "hono/html";
import { tagsOf } from "../../core/events/tags.ts";
import { copyButton } from "../views/copy-button.ts";
import { type IconName, icon } from "../views/icons.ts";
import type { Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { time } from "../views/time.ts";
import { breadcrumbsPanel } from "./breadcrumbs-view.ts";
import type { EventShown } from "./event-shown.ts";
import { stackView } from "./stack-view.ts";

const TAGS = 50;
/** Of a text that somebody or something wrote. */
const CHARACTERS = 1000;

type Places = { list: string; path: string; now: number };

/** One event: its stack with source lines, what came before it, and its tags, each a search; and the ways to the others. */
export const eventPanels = (shown: EventShown, { list, path, now }: Places): Html => {
  const { event, receivedAt } = shown.stored;
  return html`${panel({
    id: "stack",
    title: "Stack",
    aside: html`<span class="row small soft"><span>${shown.isNewest && "Newest event"}${shown.isOldest && (shown.isNewest ? " and oldest" : "Oldest event")}${!shown.isNewest && !shown.isOldest && "Event"} <code id="event-id" title="${event.id}">${event.id.slice(0, 8)}</code> ${copyButton("the id of the event", event.id)} · ${time(event.timestamp, now)}</span>${steps(shown, path)}</span>`,
    content: html`${event.message && html`<p class="pad">${event.message.slice(0, CHARACTERS)}</p>`}${stackView(event)}`,
    footer: receivedAt - event.timestamp > 60_000 && html`<span class="small">It came ${time(receivedAt, now)}.</span>`,
  })}
${breadcrumbsPanel(event)}
${panel({
  id: "tags",
  title: "Tags",
  content: html`<dl class="tags">${tagsOf(event)
    .slice(0, TAGS)
    .map(
      ([key, value]) =>
        html`<div><dt>${key}</dt><dd><a href="${list}?query=${encodeURIComponent(searchOf(key, value))}">${value}</a></dd></div>`,
    )}</dl>`,
})}`;
};

/** The oldest, the one before, the one after and the newest; where there is none, that is said instead. */
function steps({ stored, isNewest, isOldest }: EventShown, path: string): Html {
  const { id } = stored.event;
  const step = (shape: IconName, label: string, query: string, is: boolean, end: string) =>
    is
      ? html`<span class="btn icon-only" role="link" aria-disabled="true" aria-label="${label}: ${end}">${icon(shape)}</span>`
      : html`<a class="btn icon-only" href="${path}${query}#stack" aria-label="${label}" title="${label}">${icon(shape)}</a>`;
  const [first, last] = ["this is the oldest", "this is the newest"];
  return html`<span class="group">${step("first", "Oldest event", "?event=oldest", isOldest, first)}${step("left", "Older event", `?older=${id}`, isOldest, first)}${step("right", "Newer event", `?newer=${id}`, isNewest, last)}${step("last", "Newest event", "", isNewest, last)}</span>`;
}

export const noEvent = (): Html =>
  panel({ id: "stack", title: "Stack", content: html`<p class="pad soft">Its last event is gone: events are kept for 90 days.</p>` });

const searchOf = (key: string, value: string): string => `${/^[\w.-]+$/.test(key) ? key : `tags[${key}]`}:${JSON.stringify(value)}`;
