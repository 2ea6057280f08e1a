import { html } from "hono/html";
import type { PageReply } from "../edges/page.ts";
import type { Content } from "../views/markup.ts";
import { panel, shell } from "../views/panels.ts";
import { table } from "../views/tables.ts";
import { openApi, routesOf } from "./openapi.ts";

/** How the Web API is used, and the groups of its routes. */
export const apiDocument = (slug: string, publicUrl: string): PageReply => ({
  title: "API",
  about: "What programs can do here: the same as people on these pages, with a token.",
  actions: html`<a class="btn" href="/api/0/openapi.json" download="lockstep.openapi.json">OpenAPI 3.1</a>`,
  main: html`${panel({
    id: "groups",
    title: "Routes",
    content: table({
      caption: "Groups of routes",
      columns: [{ label: "Group" }, { label: "What it is about" }, { label: "Routes", num: true }],
      rows: openApi().tags.map(({ name, description }): Content[] => [
        html`<a href="/settings/${slug}/api/${name.toLowerCase()}/">${name}</a>`,
        description,
        String(routesOf(name.toLowerCase()).length),
      ]),
    }),
  })}
${panel({
  id: "use",
  title: "How it is used",
  content: html`<div class="pad stack">${paragraphs(openApi().info.description)}</div>`,
  footer: html`<div>Try it: ${shell(`curl -H "Authorization: Bearer $TOKEN" '${publicUrl}/api/0/organizations/${slug}/issues/?query=is:unresolved'`)}</div>`,
})}`,
});

const paragraphs = (text: string): Content => html`${text.split("\n\n").map((it) => html`<p>${marked(it)}</p>`)}`;

/** Text with the two marks that the document uses: **strong** and \`code\`. */
export const marked = (text: string): Content =>
  html`${text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((it) => {
    if (it.startsWith("**")) return html`<strong>${it.slice(2, -2)}</strong>`;
    return it.startsWith("`") ? html`<code>${it.slice(1, -1)}</code>` : it;
  })}`;
