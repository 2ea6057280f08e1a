import { html } from "hono/html";
import type { Installed } from "../../core/integrations/find-integration.ts";
import type { Reconciled } from "../../core/sync/ports.ts";
import { SWITCHES } from "../../core/sync/switches.ts";
import { type Html, time } from "../edges/document.ts";
import { done, hiddenFormToken } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";
import { connectedWith } from "./connected-with.ts";

type Overview = {
  slug: string;
  formToken: string;
  installed: Installed;
  compared: Reconciled | null;
  connected?: boolean;
  tested?: Html;
};

/** What is connected, whether it works, and where everything about it is. */
export function overviewDocument({ slug, formToken, installed, compared, connected, tested }: Overview): PageReply {
  const { integration, installation } = installed;
  const base = `/settings/${slug}/integrations/${integration.id}/`;
  const on = SWITCHES.filter(({ name }) => installation.config[name]);
  return {
    title: new URL(integration.baseUrl).host,
    main: html`
${connected && done(html`<p><strong>Connected.</strong> Jira’s webhook is in place. Test the connection below, then link a ticket to an issue.</p>`)}
${tested}
<dl class="facts">
<dt>Jira</dt><dd><a href="${integration.baseUrl}" rel="noreferrer">${integration.baseUrl}</a></dd>
<dt>Connected</dt><dd>with ${connectedWith(integration)}</dd>
<dt>Certificate</dt><dd>${certificate(integration)}</dd>
<dt>Webhook</dt><dd>${webhook(integration)}</dd>
<dt>In step</dt><dd>${on.length === 0 ? html`<span class="state bad">nothing is switched on</span>` : on.map((it) => html`${it.label}<br />`)}</dd>
<dt>Compared</dt><dd>${comparison(compared)}</dd>
</dl>
<div class="actions">
<form method="post" action="${base}test/">${hiddenFormToken(formToken)}<button>Test the connection</button></form>
<a class="button second" href="${base}sync/">What is kept in step</a>
<a class="button second" href="${base}people/">People</a>
<a class="button second" href="${base}health/">Health</a>
</div>
<h2>Disconnect</h2>
<p>Nothing is sent to Jira or taken from it any more, the webhook is removed from Jira, and Lockstep forgets its credentials. Links between
issues and tickets stay.</p>
<p><a class="button second" href="${base}uninstall/">Disconnect…</a></p>`,
  };
}

/** Webhooks may be lost; what was missed is looked for. */
function comparison(compared: Reconciled | null): Html | string {
  if (!compared) return "nothing is, as long as it is disconnected";
  if (compared.failure) return html`<span class="state bad">Jira cannot be asked.</span> ${compared.failure.text}`;
  return html`with Jira up to ${time(compared.until)}, and again every quarter of an hour`;
}

const webhook = ({ webhookId, signsBodies }: Installed["integration"]): Html =>
  html`${webhookId === null ? "created; Jira did not say its number" : html`number <code>${webhookId}</code> in Jira`}${signsBodies && "; what it sends is signed"}`;

const certificate = ({ site }: Installed["integration"]): Html | string => {
  if (!site.baseUrl.startsWith("https:")) return html`<span class="state bad">none: what is sent can be read on the way</span>`;
  return site.verifySsl ? "verified" : html`<span class="state bad">not verified</span>`;
};
