import { html } from "hono/html";
import { SCOPES } from "../../core/organizations/access.ts";
import type { Document } from "../../functions/views/document.ts";
import { check, field, suggestions } from "../../functions/views/forms.ts";
import type { Visitor } from "../../functions/views/frame.ts";
import { icon } from "../../functions/views/icons.ts";
import { menu } from "../../functions/views/menus.ts";
import { empty, notice } from "../../functions/views/notices.ts";
import { facts, panel, shell, steps, tabs } from "../../functions/views/panels.ts";
import { owner } from "../../functions/views/people.ts";
import { chip, issueStatus, pill, state } from "../../functions/views/states.ts";
import { pagination, table, twoLines } from "../../functions/views/tables.ts";
import { time } from "../../functions/views/time.ts";

const NOW = Date.UTC(2026, 10, 27, 14, 32, 6);
const STATES = ["in-step", "differs", "waiting", "needs-you", "stopped", "not-seen", "working", "paused"] as const;
const ADA = { kind: "user", id: 1, name: "Ada" } as const;
const CORE = { kind: "team", id: 2, name: "core" } as const;

export const VISITOR: Visitor = {
  organization: { slug: "acme", name: "Acme" },
  member: { userId: 1, name: "Ada", role: "owner" },
  scopes: [...SCOPES],
  formToken: "f",
  path: "/settings/acme/integrations/",
};

/** Every part of the kit on one page, with text that is long, right to left and full of markup. */
export const kitPage = (text: string): Document => ({
  title: "Kit",
  about: "Every part on one page, to compare with while building.",
  trail: [{ name: "Integrations", path: "/settings/acme/integrations/" }],
  actions: html`<form class="row full" method="post"><button class="btn primary">Primary</button><button class="btn quiet">Quiet</button></form>`,
  done: html`<p><strong>Saved.</strong> ${text}</p>`,
  main: html`
${steps(["Address", "Approve", "Switch on"], 2)}
${tabs("Ways", [
  { name: "One", path: "/one/", current: true },
  { name: "Two", path: "/two/", current: false },
])}
${panel({
  id: "states",
  title: "States",
  aside: pill("needs-you", "1 of 3 needs you"),
  content: html`<div class="pad stack tight"><div class="row">${STATES.map((it) => state(it))}</div><div class="row">${STATES.map((it) => pill(it))}</div>
<div class="row">${STATES.map((it) => chip(it, "APP-12", "/issue/"))}</div>
<div class="row">${(["unresolved", "resolved", "ignored", "regressed"] as const).map((it) => issueStatus(it))}</div>
<div class="row">${owner(ADA)}${owner(CORE)}${owner(null)}</div>
<div class="row"><button class="btn">Second</button><button class="btn danger">Delete</button><span class="btn" aria-disabled="true">Not now</span>
<button class="btn icon-only" aria-label="Sign out">${icon("out")}</button></div>
<div class="row">${menu({
    id: "owner",
    label: "Owner of WEB-12",
    form: "set",
    name: "owner",
    choices: [
      { value: "1", content: owner(ADA), current: true },
      { value: "", content: owner(null) },
    ],
  })}</div></div>`,
  footer: html`<button class="btn primary">Save</button>`,
})}
${notice("wait", html`<h2>Bob got WEB-12 before you</h2><p>${text}</p>`, html`<button class="btn">Give it to Ada anyway</button>`)}
${notice("bad", html`<h2>Jira refused to move APP-12</h2><p>${text}</p>`)}
${empty({ shape: "search", title: "Nothing matches", text, action: html`<a class="btn" href="/">Search all</a>` })}
${panel({
  id: "rows",
  title: "Rows",
  content: table({
    caption: "Rows",
    columns: [{ label: "Person" }, { label: "When" }, { label: "Value" }, { label: "Actions", unseen: true, fit: true }],
    rows: [
      [twoLines(text, text), time(NOW - 240_000, NOW), text, html`<button class="btn">Retry</button>`],
      [twoLines("Ada", "ada@example.com"), time(null, NOW), text, ""],
    ],
  }),
  footer: pagination("/rows/", { number: 2, of: 3 }),
})}
<form class="panel pad stack" id="set" method="post">
${facts([["Jira", text]])}${shell(text)}
${field({ name: "rule", label: "Rule", hint: text, errors: [text], input: (it) => html`<input class="input mono" list="rules" value="${text}" ${it} />` })}
${suggestions("rules", [text])}
${check({ name: "on", label: text, hint: text, checked: true })}
</form>`,
});
