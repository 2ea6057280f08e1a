import { html } from "hono/html";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Failed } from "../views/notices.ts";
import { addressFields } from "./address-fields.ts";
import { type FormErrors, failedForm } from "./failed-form.ts";
import { firstStep, keeps, OWN_ACCOUNT, trail } from "./steps.ts";

export type TokenPage = {
  slug: string;
  formToken: string;
  form: { url: string; verifySsl: boolean };
  errors?: FormErrors;
  failure?: Failed;
  /** What is connected already, and connected again. */
  again?: Integration | null;
};

/** Step 1 with a personal access token: no dance, and nothing to configure in Jira. */
export function tokenPage({ slug, formToken, form, errors = {}, failure, again = null }: TokenPage): PageReply {
  return {
    title: again ? `Reconnect ${new URL(again.baseUrl).host}` : "Connect a Jira Server",
    narrow: true,
    trail: trail(slug),
    about: "The quickest way, for Jira 8.14 and newer. Nothing changes in Jira until you switch it on in the next step.",
    failed: failedForm(errors, failure),
    main: html`
${firstStep(slug, "token")}
${again && keeps()}
<div class="two"><form class="panel pad stack" method="post" action="/settings/${slug}/integrations/jira-server/new/token/${again && html`?reconnect=${again.id}`}">
${hiddenFormToken(formToken)}
${addressFields(form, errors)}
${field({
  name: "token",
  label: "Personal access token",
  hint: `Lockstep acts as the account that it belongs to, a Jira administrator: only they may create webhooks. ${OWN_ACCOUNT}`,
  errors: errors.token,
  input: (attributes) => html`<input class="input" type="password" autocomplete="off" ${attributes} />`,
})}
<div class="row"><button class="btn primary">Continue</button><a class="btn quiet" href="/settings/${slug}/integrations/">Cancel</a></div>
</form>
<aside class="panel pad stack tight" aria-labelledby="where"><h2 id="where">Where the token is</h2>
<ol class="stack tight numbered"><li>In Jira, click your picture, then <strong>Profile</strong>.</li>
<li><strong>Personal Access Tokens</strong>, then <strong>Create token</strong>.</li>
<li>Choose no expiry, or renew it here in time.</li></ol></aside></div>`,
  };
}
