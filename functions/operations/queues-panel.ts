import { html } from "hono/html";
import type { Overview } from "../../core/operations/overview.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { lasting } from "../views/relative.ts";
import { state } from "../views/states.ts";
import { table, twoLines } from "../views/tables.ts";
import { QUEUE_WORDS } from "./queue-words.ts";

type Queue = Overview["queues"][number];

/** The queues of the stage, those with something in them first; the others are folded away. */
export function queuesPanel(all: readonly Queue[]): Html {
  const busy = all.filter((it) => it.waiting + it.inFlight + it.delayed + it.dead > 0);
  const calm = all.filter((it) => !busy.includes(it));
  const folded = html`<details class="pad"><summary>${String(calm.length)} queues flow, with nothing in them</summary>
<ul class="plain">${calm.map((it) => html`<li>${twoLines(it.name, QUEUE_WORDS[it.name])}</li>`)}</ul></details>`;
  return panel({
    id: "queues",
    title: "Queues",
    aside: html`<span class="small soft">of all organizations here, approximate</span>`,
    content: html`${busy.length > 0 && html`${depths(busy)}${measured}`}${calm.length > 0 && folded}`,
  });
}

const measured = html`<p class="pad small soft">How long the oldest has waited is measured once a minute. An alarm rings where it is too long.</p>`;

const depths = (all: readonly Queue[]): Html =>
  table({
    caption: "Queues",
    columns: [
      { label: "Queue" },
      { label: "State" },
      { label: "Waiting", num: true },
      { label: "Oldest", num: true },
      { label: "In flight", num: true },
      { label: "Later", num: true },
      { label: "Dead", num: true },
    ],
    rows: all.map((it): Content[] => [
      twoLines(it.name, QUEUE_WORDS[it.name]),
      queueState(it),
      String(it.waiting),
      it.oldest === null ? html`<span class="soft">not known yet</span>` : lasting(it.oldest * 1000),
      ...[it.inFlight, it.delayed, it.dead].map(String),
    ]),
  });

function queueState({ waiting, dead }: Queue): Html {
  if (dead > 0) return state("needs-you", "Some given up");
  return waiting > 0 ? state("waiting", "Messages wait") : state("working", "Flows");
}
