import { html } from "hono/html";
import type { Errors } from "../../core/jira-server/credentials-form.ts";
import type { Html } from "../edges/document.ts";
import { alert, field, hiddenFormToken } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";
import { addressFields } from "./credentials-page.ts";
import { steps, ways } from "./steps.ts";

export type TokenPage = {
  slug: string;
  formToken: string;
  form: { url: string; verifySsl: boolean };
  errors?: Errors & { token?: string[] };
  failure?: Html;
};

/** Step 1 with a personal access token: no dance, and nothing to configure in Jira. */
export function tokenPage({ slug, formToken, form, errors = {}, failure }: TokenPage): PageReply {
  return {
    title: "Connect a Jira Server",
    main: html`
${steps(1)}
${ways(slug, "token")}
${failure && alert(failure)}
<p>The quickest way, for Jira 8.14 and newer. Lockstep acts as the account that the token belongs to; it has to be a Jira administrator,
because only they may create webhooks.</p>
<form method="post" action="/settings/${slug}/integrations/jira-server/new/token/">
${hiddenFormToken(formToken)}
${addressFields(form, errors)}
${field({
  name: "token",
  label: "Personal access token",
  hint: html`In Jira: your picture → <strong>Profile → Personal Access Tokens → Create token</strong>. Choose no expiry, or renew it here in time.`,
  errors: errors.token,
  input: (attributes) => html`<input type="password" autocomplete="off" ${attributes} />`,
})}
<div class="actions"><button>Continue</button></div>
</form>`,
  };
}
