import { html } from "hono/html";
import type { CredentialsForm, Errors } from "../../core/jira-server/credentials-form.ts";
import { fingerprintOf, privateKeyOf, publicKeyOf } from "../../core/jira-server/private-key.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";
import { type Failed, notice } from "../views/notices.ts";
import { addressFields } from "./address-fields.ts";
import { failedForm } from "./failed-form.ts";
import { jiraValues } from "./jira-values.ts";
import { firstStep, keeps, trail } from "./steps.ts";

export type CredentialsPage = {
  slug: string;
  formToken: string;
  publicUrl: string;
  form: CredentialsForm;
  errors?: Errors;
  failure?: Failed | undefined;
  /** What is connected already, and connected again. */
  again?: Integration | null;
  /** Seals the key that the browser carries from one try to the next. */
  keep: (privateKey: string) => string;
};

/** Step 1: all that Jira's application link needs, and the values to enter there once there is a key. A private key is never shown. */
export function credentialsPage({
  slug,
  formToken,
  publicUrl,
  form,
  errors = {},
  failure,
  again = null,
  keep,
}: CredentialsPage): PageReply {
  const key = privateKeyOf(form.privateKey);
  const pem = "pem" in key ? key.pem : null;
  return {
    title: again ? `Reconnect ${new URL(again.baseUrl).host}` : "Connect a Jira Server",
    narrow: true,
    trail: trail(slug),
    about: "Jira asks you to approve, and sends you back here. Nothing changes in Jira until you switch it on in the last step.",
    failed: failedForm(errors, failure),
    // The browser is sent on to whichever Jira was entered, and checks where a form's answer leads.
    formAction: "https: http:",
    main: html`
${firstStep(slug, "application-link")}
${again && keeps()}
<form class="stack" method="post" action="/settings/${slug}/integrations/jira-server/new/${again && html`?reconnect=${again.id}`}">
${hiddenFormToken(formToken)}
<div class="panel pad stack">
${addressFields(form, errors)}
${field({
  name: "consumer_key",
  label: "Consumer key",
  hint: "The name that Lockstep goes by in Jira. Choose one; Jira has to get the very same.",
  errors: errors.consumerKey,
  input: (attributes) =>
    html`<input class="input" type="text" value="${form.consumerKey}" autocomplete="off" spellcheck="false" ${attributes} />`,
})}
${pem ? keptKey(pem, keep(pem), privateKeyField(true, errors)) : privateKeyField(false, errors)}
<div class="row"><button class="btn" name="action" value="generate">Generate another key pair</button></div>
</div>
${pem && jiraValues({ publicUrl, consumerKey: form.consumerKey || "(enter a consumer key above)", publicKey: publicKeyOf(pem) })}
<div class="row"><button class="btn primary" name="action" value="continue">Continue to Jira</button>
<a class="btn quiet" href="/settings/${slug}/integrations/">Cancel</a></div>
</form>`,
  };
}

const privateKeyField = (kept: boolean, errors: Errors): Html =>
  field({
    name: "private_key",
    label: kept ? "Another private key" : "Private key",
    hint: kept
      ? "RSA, in PEM format. Leave this empty to use the key above."
      : "RSA, in PEM format. You need none of your own: let Lockstep generate one.",
    errors: errors.privateKey,
    input: (attributes) => html`<textarea class="input mono" rows="4" autocomplete="off" spellcheck="false" ${attributes}></textarea>`,
  });

const keptKey = (pem: string, sealed: string, another: Html): Html => html`${notice(
  "good",
  html`<p><strong>A key pair is ready.</strong> Its private half stays with Lockstep, encrypted.</p>
<p class="small">Fingerprint <code>${fingerprintOf(pem)}</code></p>`,
)}
<input type="hidden" name="kept_key" value="${sealed}" />
<details><summary class="soft">Use a key of your own</summary>${another}</details>`;
