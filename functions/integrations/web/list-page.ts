import { html } from "hono/html";
import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import type { Html } from "../../edges/document.ts";
import { alert, done } from "../../edges/form.ts";
import { page } from "../../edges/page.ts";
import { connectedWith } from "../connected-with.ts";

const NOTICES: Record<string, Html> = {
  "set-up-over":
    alert(html`<p><strong>Invalid request.</strong> The set-up that Jira answered is not under way in this browser: it was begun
more than an hour ago, in another browser, or is finished already. Begin it again.</p>`),
  disconnected: done(html`<p>Disconnected. The links between issues and tickets stay as they are; nothing is sent any more.</p>`),
  "webhook-left":
    alert(html`<p><strong>Disconnected, but Jira did not let the webhook be removed.</strong> Nothing that it sends is taken any
more. Remove it yourself: in Jira, <strong>Administration → System → Webhooks</strong>, the one named “Sentry Issue Sync”.</p>`),
};

/** GET /settings/{organization}/integrations/: what is connected, and what can be. */
export const handler = page("org:integrations", async ({ organization, query }) => {
  const all = await listInstalled({ integrations }, organization.id);
  const base = `/settings/${organization.slug}/integrations/`;
  return {
    title: "Integrations",
    main: html`
${NOTICES[query.get("notice") ?? ""]}
${all.map(
  ({ integration: it }) => html`<section class="card">
<h2><a href="${base}${it.id}/">${new URL(it.baseUrl).host}</a></h2>
<p>Jira Server, connected with ${connectedWith(it)}. Settings, health and a test are on its page.</p>
</section>`,
)}
${all.length === 0 && html`<p>Nothing is connected yet. Connect a Jira, and whoever gets a ticket gets its issues, and the other way round.</p>`}
<section class="card">
<h2>Jira Server and Data Center</h2>
<p>For a Jira that your organization runs itself. It takes about five minutes, and a Jira administrator.</p>
<p><a class="button" href="${base}jira-server/new/">Connect a Jira Server</a></p>
</section>`,
  };
});
