import { html } from "hono/html";
import type { Html } from "../../../../functions/views/markup.ts";
import { facts, panel } from "../../../../functions/views/panels.ts";
import { pill } from "../../../../functions/views/states.ts";
import { time } from "../../../../functions/views/time.ts";
import type { Ticket } from "../jira/tickets.ts";
import type { Sandbox } from "../sandbox.ts";
import { type Seen, whyOf } from "../sides.ts";
import { buttons, ownerMenu, statusMenu } from "./choices.ts";
import { drawn } from "./drawings.ts";

/** `WEB-1`, and what it is. */
export function lockstepPanel({ issue, ticket, message, sides, agreement }: Seen & { agreement: { isAll: boolean } }, now: number): Html {
  const path = `/organizations/acme/issues/${issue.id}/`;
  const [, kind = "", text = issue.title] = /^(\w+): (.*)$/.exec(issue.title) ?? [];
  const link = html`<a class="chip${!agreement.isAll && " wait"}" href="${path}">${drawn(agreement.isAll ? "step" : "off", agreement.isAll ? "good" : "")}${ticket?.key}</a>`;
  const content = html`<div class="lane stack tight"><div class="two-lines"><span class="strong">${kind || issue.title}</span>${kind && html`<span class="soft">${text}</span>`}
<span class="meta"><span>${issue.shortId}</span><span>${issue.count} ${issue.count === "1" ? "event" : "events"}</span><span>${time(issue.lastSeen, now)}</span></span></div>
${facts([
  ["Owner", ownerMenu({ id: "m-issue-owner", label: issue.shortId, name: "owner", current: sides[0]?.owner ?? null })],
  ["Status", statusMenu({ id: "m-issue-status", label: issue.shortId, current: issue.status })],
  ["Why", whyOf(issue, sides[0]?.owner ?? null)],
])}
<div class="row">${ticket && link}${message && html`<a class="chip" href="/settings/acme/integrations/discord/">${drawn("chat", "soft")}#web-errors</a>`}</div></div>`;
  return panel({ id: "side-lockstep", title: "Lockstep", aside: html`<a class="small" href="${path}">Open ${issue.shortId}</a>`, content });
}

/** The board: a column for each status, from top to bottom. */
export function jiraPanel({ world, trouble }: Sandbox, linked: Ticket | null, token: string): Html {
  const { jira } = world;
  const isStopped = trouble.on.has("stop");
  const lanes = jira.statuses.map((status, at) => {
    const here = [...jira.tickets.all.values()].filter((it) => it.statusId === status.id).reverse();
    const next = jira.statuses[(at + 1) % jira.statuses.length];
    const verb = ["Start", "Finish", "Reopen"][at] ?? "Move";
    const card = (
      it: Ticket,
    ) => html`<div class="ticket${it.id === linked?.id && " fresh"}"><div class="row between"><span class="strong">${it.key}</span><span class="tag">Bug</span></div>
<p>${it.summary}</p>${
      !isStopped &&
      html`<div class="row between">${ownerMenu({
        ...{ id: `m-${it.key}`, label: it.key, name: "assignee", prefix: `${it.key}:` },
        current: jira.users.find(({ name }) => name === it.assignee)?.displayName ?? null,
      })}${buttons(token, [{ name: "move", value: `${it.key}:${next?.id}`, content: html`${verb}<span class="unseen"> ${it.key}</span>` }])}</div>`
    }</div>`;
    const none = at === 2 ? "Finish a ticket to resolve its issue." : "Nothing here.";
    return html`<div class="lane"><h3>${status.name} <span>${here.length}</span></h3>${here.length > 0 ? here.map(card) : html`<p class="soft small">${none}</p>`}</div>`;
  });
  const state = isStopped
    ? pill("stopped", "stopped")
    : trouble.on.has("429")
      ? pill("waiting", "answers 429")
      : pill("working", "answers");
  const silent =
    isStopped && html`<p class="lane small soft">Nobody answers here. Change something on another side; Jira gets it when it is back.</p>`;
  return panel({ id: "side-jira", title: "Jira, project APP", aside: state, content: html`${silent}${lanes}` });
}
