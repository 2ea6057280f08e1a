import { html } from "hono/html";
import type { Glance } from "../../core/jira-cloud/connect/glance.ts";
import type { Document } from "../views/document.ts";

const STATUS = { unresolved: "unresolved", resolved: "resolved", ignored: "archived" } as const;

type Input = { key: string; glance: Glance | null; publicUrl: string; failure: string | null };

/** The issues that are linked to a ticket, each leading to Lockstep. */
export const glancePage = ({ key, glance, publicUrl, failure }: Input): Document => ({
  title: "Linked issues",
  main: html`${failure && html`<p class="soft">${failure}</p>`}
${glance && glance.issues.length > 0 ? list(glance, publicUrl) : html`<p>No issue is linked to ${key}.</p>`}`,
});

const list = ({ organization, issues }: Glance, publicUrl: string) =>
  html`<ul class="stack tight">${issues.map(
    ({
      group,
      state,
    }) => html`<li><a href="${publicUrl}/organizations/${organization.slug}/issues/${group.id}/" target="_blank" rel="noopener">${group.shortId}</a>
${group.title} <span class="soft">${STATUS[state.status]}</span></li>`,
  )}</ul>`;
