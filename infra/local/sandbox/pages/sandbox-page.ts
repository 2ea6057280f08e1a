import { html } from "hono/html";
import type { PageReply } from "../../../../functions/edges/page.ts";
import { hiddenFormToken } from "../../../../functions/views/forms.ts";
import type { Content, Html } from "../../../../functions/views/markup.ts";
import { panel } from "../../../../functions/views/panels.ts";
import { time } from "../../../../functions/views/time.ts";
import type { Happening } from "../feed.ts";
import type { Sandbox } from "../sandbox.ts";
import { TROUBLES } from "../trouble.ts";
import { buttons, choicesForm } from "./choices.ts";
import { discordPanel } from "./discord-panel.ts";
import { type Drawing, drawn } from "./drawings.ts";
import { jiraPanel, lockstepPanel } from "./sides-panels.ts";

type Seen = NonNullable<Awaited<ReturnType<Sandbox["look"]>>>;

const ABOUT =
  "Change the owner or the status on any of the three sides and watch the others follow. Jira and Discord are played by this machine.";

/** /__local/sandbox/: the three sides, whether they agree, and what can be made to go wrong. */
export async function sandboxPage(sandbox: Sandbox, token: string): Promise<PageReply> {
  const now = Date.now();
  const seen = await sandbox.look();
  const common = { title: "Sandbox", about: ABOUT, polled: true };
  if (!seen) return { ...common, main: html`${beginning(token)}${feedPanel(sandbox.feed.all, now)}` };
  const send = { value: "error", content: html`${drawn("send")}Send a real error`, className: "primary" };
  return {
    ...common,
    actions: buttons(token, [send, { value: "over", content: "Start over", className: "quiet" }], "row full"),
    main: html`${strip(sandbox, seen, token, now)}
<div class="thirds">${lockstepPanel(seen, now)}${jiraPanel(sandbox, seen.ticket, token)}${discordPanel(sandbox, seen.message, token)}</div>
${troublePanel(sandbox, token)}${feedPanel(sandbox.feed.all, now)}${choicesForm(token)}`,
  };
}

const beginning = (
  token: string,
): Html => html`<section class="panel empty" aria-labelledby="begin">${drawn("plug")}<h2 id="begin">Nothing is connected yet</h2>
<p>Lockstep’s own set-up pages are gone through for you, step by step, for a Jira and a Discord of this machine. Then a program with Sentry’s SDK fails, and its issue is linked to a ticket.</p>
${buttons(token, [
  { value: "begin", content: "Connect both and send an error", className: "primary" },
])}<a class="small" href="/__local/tour/">Or one step at a time: the tour</a></section>`;

/** Whether all sides say the same; where not, why, and what to do. */
function strip({ agreed, story, trouble }: Sandbox, { agreement, ticket, health }: Seen, token: string, now: number): Html {
  const last = agreed();
  if (agreement.isAll) {
    const took = last && html`${(last.after / 1000).toFixed(1)} s after the last change. Seen equal ${time(last.at, now)}.`;
    return html`<div class="agree all" role="status">${drawn("step")}<div><h2>${agreement.words}</h2><p>${took ?? "Change something on any side."}</p></div><span class="small">${story.changes} ${story.changes === 1 ? "change" : "changes"}, none lost</span></div>`;
  }
  const why = health?.problems[0]?.text ?? TROUBLES.find(({ name }) => trouble.on.has(name))?.why ?? "It is on its way.";
  const compares = html`${why} Lockstep compares by itself ${health?.next && Date.parse(health.next) > now ? time(health.next, now) : "every quarter of an hour"}.`;
  return html`<div class="agree" role="status">${drawn("off")}<div><h2>${agreement.words}</h2><p>${ticket ? compares : "An issue that is linked to a ticket shares its owner and status."}</p></div>${buttons(
    token,
    [ticket ? { value: "compare", content: "Compare now" } : { value: "link", content: "Link a ticket" }],
  )}</div>`;
}

const troublePanel = ({ trouble }: Sandbox, token: string): Html =>
  panel({
    id: "trouble",
    title: "Make trouble",
    aside: html`<span class="small soft">Nothing breaks for good. That is the point.</span>`,
    content: html`<form class="trouble" method="post">${hiddenFormToken(token)}${TROUBLES.map(
      ({ name, label, hint }) =>
        html`<div><button class="switch" role="switch" aria-checked="${String(trouble.on.has(name))}" aria-describedby="t-${name}" name="trouble" value="${name}">${label}</button><p class="hint" id="t-${name}">${hint}</p></div>`,
    )}</form>`,
  });

const MARKS: Record<Happening["mark"], [Drawing, "good" | "bad" | "soft"]> = {
  you: ["person", "soft"],
  lockstep: ["left", "soft"],
  jira: ["left", "soft"],
  discord: ["chat", "soft"],
  agree: ["step", "good"],
  trouble: ["cross", "bad"],
  done: ["plug", "good"],
};

const text = ({ text, path }: Happening): Content => (path ? html`<a href="${path}">${text}</a>` : text);

/** What was done, by whom, and how long it took. */
export const feedPanel = (all: readonly Happening[], now: number): Html | string =>
  all.length === 0
    ? ""
    : panel({
        id: "feed",
        title: "What just happened",
        content: html`<ol class="feed">${all.map((it) => {
          const [drawing, tone] = MARKS[it.mark];
          return html`<li><span class="small soft">${time(it.at, now)}</span>${drawn(drawing, tone)}<span>${text(it)}${it.aside && html` <span class="soft">· ${it.aside}</span>`}</span></li>`;
        })}</ol>`,
      });
