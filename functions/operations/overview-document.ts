import { html } from "hono/html";
import type { Overview } from "../../core/operations/overview.ts";
import type { PageReply } from "../edges/page.ts";
import type { Content } from "../views/markup.ts";
import { empty } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { state } from "../views/states.ts";
import { table } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { lettersPanel } from "./letters-panel.ts";
import { queuesPanel } from "./queues-panel.ts";
import type { Shown } from "./shown.ts";
import { inProgress, paused } from "./under-way.ts";

/** How everything runs: what needs somebody first. */
export function overviewDocument(shown: Shown): PageReply {
  const { found, sent, failed, now } = shown;
  const dead = found.causes.reduce((sum, it) => sum + it.letters.length, 0);
  const waiting = found.queues.reduce((sum, it) => sum + it.waiting, 0);
  return {
    title: "Operations",
    heading: headingOf(found, dead, now),
    about: html`As of ${time(now, now)}. ${waiting === 0 ? "Nothing waits." : `${waiting} messages wait in the queues.`}`,
    failed,
    done:
      sent !== null &&
      html`<p>${sent === 1 ? "One message was" : `${sent} messages were`} sent back. What fails again is here again in a moment, with its cause.</p>`,
    main: html`${dead > 0 ? lettersPanel(shown) : nothingGivenUp}
<div class="halves">${inProgress(found, now)}${paused(found, now)}</div>
${queuesPanel(found.queues)}
${comparisons(found, shown)}`,
  };
}

function headingOf({ trackers }: Overview, dead: number, now: number): string {
  const stopped = trackers.filter(({ watched }) => watched.paused && watched.paused.until > now).length;
  if (dead > 0) return `Running, with ${dead === 1 ? "1 dead letter" : `${dead} dead letters`}`;
  if (stopped > 0) return `Running, with ${stopped === 1 ? "1 tracker" : `${stopped} trackers`} paused`;
  return "Everything flows";
}

const nothingGivenUp = empty({
  shape: "done",
  title: "No dead letters",
  text: "A change that cannot be carried out is kept here for two weeks, with its cause.",
});

function comparisons({ trackers }: Overview, { slug, now }: Shown): Content {
  if (trackers.length === 0) return "";
  return panel({
    id: "comparisons",
    title: "Comparisons",
    aside: html`<span class="small soft">every quarter of an hour; what differs is looked at</span>`,
    content: table({
      caption: "Comparisons",
      columns: [
        { label: "Tracker" },
        { label: "Everything known until", fit: true },
        { label: "Put right", fit: true },
        { label: "The last time" },
      ],
      rows: trackers.map(({ integration: { id, baseUrl }, watched: { until, failure }, repaired }): Content[] => [
        html`<a href="/settings/${slug}/integrations/${id}/health/">${new URL(baseUrl).host}</a>`,
        html`<span class="nowrap">${time(until, now)}</span>`,
        repaired
          ? html`<span class="nowrap">${repaired.count === 1 ? "1 ticket" : `${repaired.count} tickets`}, the last ${time(repaired.at, now)}</span>`
          : html`<span class="soft nowrap">nothing so far</span>`,
        failure
          ? html`<span class="two-lines">${state("stopped", "Not finished")}<span class="small soft">${failure.text}</span></span>`
          : state("working", "Finished"),
      ]),
    }),
  });
}
