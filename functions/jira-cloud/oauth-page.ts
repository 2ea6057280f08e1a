import { html } from "hono/html";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import { fieldsFailed } from "../views/notices.ts";
import { panel, shell, steps } from "../views/panels.ts";
import { trail } from "./site-page.ts";
import { waysTo } from "./ways.ts";

export const OAUTH_STEPS = ["An app at Atlassian", "Approve it", "Switch on"] as const;
export const integrationsOf = (slug: string): string => `/settings/${slug}/integrations/`;

export type OauthErrors = { client_id?: string; client_secret?: string };
type Input = { slug: string; formToken: string; redirectUri: string; clientId: string; errors?: OauthErrors };

/** Step 1: an app of one's own at Atlassian, and what it has to be told letter for letter. The secret is never shown again. */
export function oauthPage({ slug, formToken, redirectUri, clientId, errors = {} }: Input): PageReply {
  const labels = { client_id: "Client ID", client_secret: "Secret" };
  const wrong = (Object.keys(labels) as (keyof OauthErrors)[]).filter((it) => errors[it]);
  return {
    title: "Connect Jira Cloud with OAuth 2.0",
    narrow: true,
    trail: trail(slug),
    about: "With an app of your own at Atlassian. Nothing changes in Jira until you switch it on in the last step.",
    failed: wrong.length > 0 ? fieldsFailed(wrong.map((id) => ({ id, text: `${labels[id]}: ${errors[id]}` }))) : undefined,
    // The browser is sent on to Atlassian, and checks where a form's answer leads.
    formAction: "https: http:",
    main: html`
${waysTo(slug, "oauth")}
${steps(OAUTH_STEPS, 1)}
${panel({
  id: "app",
  title: "Make the app",
  content: html`<ol class="pad stack tight numbered">
<li>Open <strong>developer.atlassian.com → Developer console → Create → OAuth 2.0 integration</strong>. Sign in as the account that Lockstep shall
act as: Jira sends webhooks only where the app's owner is the one who approves it.</li>
<li>Under <strong>Permissions</strong>, add the Jira API with <code>read:jira-work</code>, <code>write:jira-work</code>, <code>read:jira-user</code>
and <code>manage:jira-webhook</code>.</li>
<li>Under <strong>Authorization</strong>, set the callback URL: ${shell(redirectUri, "the callback URL")}</li>
<li>Under <strong>Settings</strong>, copy the client ID and the secret. One app is for one site.</li>
</ol>`,
})}
<form class="panel pad stack" method="post" action="${integrationsOf(slug)}jira-cloud/new/oauth/">
${hiddenFormToken(formToken)}
${field({
  name: "client_id",
  label: labels.client_id,
  errors: errors.client_id ? [errors.client_id] : undefined,
  input: (attributes) => html`<input class="input" type="text" value="${clientId}" autocomplete="off" spellcheck="false" ${attributes} />`,
})}
${field({
  name: "client_secret",
  label: labels.client_secret,
  hint: "It stays with Lockstep, encrypted.",
  errors: errors.client_secret ? [errors.client_secret] : undefined,
  input: (attributes) => html`<input class="input" type="password" autocomplete="off" ${attributes} />`,
})}
<div class="row"><button class="btn primary">Continue to Atlassian</button><a class="btn quiet" href="${integrationsOf(slug)}">Cancel</a></div>
</form>`,
  };
}
