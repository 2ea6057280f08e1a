import { html } from "hono/html";
import type { LinkHealth } from "../../core/integrations/link-health.ts";
import type { Integration } from "../../core/sync/integration.ts";
import { type Html, time } from "../edges/document.ts";
import { done, hiddenFormToken } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

type HealthDocument = {
  slug: string;
  formToken: string;
  integration: Integration;
  items: readonly LinkHealth[];
  next: string | null;
  retried: boolean;
};

const STATES: Record<LinkHealth["state"], Html> = {
  "in-step": html`<span class="state good">In step</span>`,
  waiting: html`<span class="state">Trying again by itself</span>`,
  stopped: html`<span class="state bad">Needs you</span>`,
  quiet: html`<span class="state">Nothing sent or received yet</span>`,
};

const ABOUT = { owner: "Owner", status: "Status", comment: "Comment" } as const;

/** How every linked ticket fares; what needs somebody says why, and can be tried again. */
export function healthDocument({ slug, formToken, integration, items, next, retried }: HealthDocument): PageReply {
  const base = `/settings/${slug}/integrations/${integration.id}/`;
  return {
    title: "Health",
    main: html`
<p><a href="${base}">← ${new URL(integration.baseUrl).host}</a></p>
${retried && done(html`<p>Lockstep looks at the ticket again. <a href="${base}health/">Show how it went</a></p>`)}
${items.length === 0 && html`<p>No ticket of this Jira is linked to an issue yet.</p>`}
${items.map((it) => card(it, `${base}health/`, formToken))}
${next && html`<p><a class="button second" href="${base}health/?cursor=${encodeURIComponent(next)}">More</a></p>`}`,
  };
}

const card = (
  { ticket, issue, state, lastInbound, lastOutbound, pendingVersion, lastFailure }: LinkHealth,
  path: string,
  token: string,
): Html => html`
<section class="card">
<h2><a href="${ticket.url}" rel="noreferrer">${ticket.key}</a> and ${issue ? issue.shortId : "an issue that is gone"}</h2>
${issue && html`<p>${issue.title.slice(0, 100)}</p>`}
<dl class="facts">
<dt>State</dt><dd>${STATES[state]}</dd>
<dt>Last from Jira</dt><dd>${time(lastInbound)}</dd>
<dt>Last to Jira</dt><dd>${time(lastOutbound)}</dd>
${pendingVersion !== null && html`<dt>Waiting</dt><dd>change ${pendingVersion} of the issue</dd>`}
${lastFailure && html`<dt>Last failure</dt><dd>${ABOUT[lastFailure.about]}, ${time(lastFailure.at)}: ${lastFailure.text}</dd>`}
</dl>
${
  issue &&
  state !== "in-step" &&
  html`<form method="post" action="${path}">${hiddenFormToken(token)}
<input type="hidden" name="ticket" value="${ticket.id}" /><input type="hidden" name="issue" value="${issue.id}" />
<button class="second">Try again<span class="skip"> with ${ticket.key}</span></button></form>`
}
</section>`;
