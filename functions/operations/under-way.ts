import { html } from "hono/html";
import type { Overview } from "../../core/operations/overview.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { state } from "../views/states.ts";
import { time } from "../views/time.ts";

type Job = { id: string; what: Content; counted: number | null; done: number; of: string; since: number };

/** What removes or refreshes many things, and how far it is. */
export function inProgress({ deletions, invalidations }: Overview, now: number): Html {
  const jobs: Job[] = [
    ...deletions.map((it) => ({
      ...{ id: `d${it.projectId}`, what: html`Deleting project <bdi>${it.slug}</bdi>`, counted: it.counted, done: it.done },
      ...{ of: "issues", since: it.requestedAt },
    })),
    ...invalidations.map((it) => ({
      ...{ id: `i${it.projectId}`, what: html`Refreshing who owns what in ${it.project}`, counted: it.counted, done: it.done },
      ...{ of: "issues", since: it.requestedAt },
    })),
  ];
  const content =
    jobs.length > 0
      ? html`<ul class="jobs">${jobs.map((it) => job(it, now))}</ul>`
      : html`<p class="pad soft">No project is being removed, and no owners are being looked up anew.</p>`;
  return panel({ id: "in-progress", title: "In progress", content });
}

function job({ id, what, counted, done, of, since }: Job, now: number): Html {
  const share = counted === null || counted === 0 ? null : Math.min(100, Math.floor((100 * done) / counted));
  return html`<li><div class="row between"><strong id="${id}">${what}</strong>${share !== null && html`<span class="soft">${String(share)} %</span>`}</div>
${share === null ? html`<progress max="100" aria-labelledby="${id}"></progress>` : html`<progress value="${String(share)}" max="100" aria-labelledby="${id}">${String(share)} %</progress>`}
<p class="small soft">${counted === null ? "Being counted." : `${done} of ${counted} ${of}.`} Begun ${time(since, now)}.</p></li>`;
}

/** Trackers that are left in peace, and until when. */
export function paused({ trackers }: Overview, now: number): Html {
  const all = trackers.flatMap(({ integration, watched: { paused, failure } }) =>
    paused && paused.until > now ? [{ host: new URL(integration.baseUrl).host, ...paused, text: failure?.text ?? "" }] : [],
  );
  const content =
    all.length > 0
      ? html`<ul class="jobs">${all.map(
          (it) => html`<li><div class="row between">${state("paused", it.host)}<span class="soft">ends ${time(it.until, now)}</span></div>
<p class="small soft">It did not answer ${String(it.times)} times in a row. ${it.text} Its changes wait in order, and none uses up its tries.</p></li>`,
        )}</ul>`
      : html`<p class="pad soft">Every tracker is asked as usual.</p>`;
  return panel({ id: "paused", title: "Paused", content });
}
