import { html } from "hono/html";
import type { Html } from "../edges/document.ts";

const STEPS = ["Jira’s address and key", "Approve in Jira", "Switch on"];

/** Where in the set-up this page is. */
export const steps = (current: 1 | 2 | 3): Html => html`<ol class="steps">
${STEPS.map((name, at) => html`<li${at + 1 === current && html` aria-current="step"`}>${at + 1}. ${name}</li>`)}
</ol>`;

export const ways = (slug: string, current: "application-link" | "token"): Html => {
  const base = `/settings/${slug}/integrations/jira-server/new/`;
  return html`<ul class="tabs">
<li><a href="${base}"${current === "application-link" && html` aria-current="page"`}>Application link</a></li>
<li><a href="${base}token/"${current === "token" && html` aria-current="page"`}>Personal access token</a></li>
</ul>`;
};
