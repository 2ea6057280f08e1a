import { html } from "hono/html";
import type { CredentialsForm, Errors } from "../../core/jira-server/credentials-form.ts";
import { fingerprintOf, privateKeyOf, publicKeyOf } from "../../core/jira-server/private-key.ts";
import type { Html } from "../edges/document.ts";
import { alert, check, field, hiddenFormToken } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";
import { jiraValues } from "./jira-values.ts";
import { steps, ways } from "./steps.ts";

export type CredentialsPage = {
  slug: string;
  formToken: string;
  publicUrl: string;
  form: CredentialsForm;
  errors?: Errors;
  failure?: Html | undefined;
  /** Seals the key that the browser carries from one try to the next. */
  keep: (privateKey: string) => string;
};

/** Step 1: all that Jira's application link needs, and the values to enter there once there is a key. A private key is never shown. */
export function credentialsPage({ slug, formToken, publicUrl, form, errors = {}, failure, keep }: CredentialsPage): PageReply {
  const key = privateKeyOf(form.privateKey);
  const pem = "pem" in key ? key.pem : null;
  const problems = Object.keys(errors).length;
  return {
    title: "Connect a Jira Server",
    // The browser is sent on to whichever Jira was entered, and checks where a form's answer leads.
    formAction: "https: http:",
    main: html`
${steps(1)}
${ways(slug, "application-link")}
${failure && alert(failure)}
${problems > 0 && alert(html`<p>${problems === 1 ? "One field needs" : `${problems} fields need`} another look.</p>`)}
<form method="post" action="/settings/${slug}/integrations/jira-server/new/">
${hiddenFormToken(formToken)}
${addressFields(form, errors)}
${field({
  name: "consumer_key",
  label: "Consumer key",
  hint: "The name that Lockstep goes by in Jira. Choose one; Jira has to get the very same.",
  errors: errors.consumerKey,
  input: (attributes) => html`<input type="text" value="${form.consumerKey}" autocomplete="off" spellcheck="false" ${attributes} />`,
})}
${pem ? keptKey(pem, keep(pem), privateKeyField(true, errors)) : privateKeyField(false, errors)}
${!pem && html`<p><button class="second" name="action" value="generate">Generate a key pair</button></p>`}
${pem && jiraValues({ publicUrl, consumerKey: form.consumerKey || "(enter a consumer key above)", publicKey: publicKeyOf(pem) })}
<div class="actions"><button name="action" value="continue">Continue to Jira</button>
<span class="hint">Jira asks you to approve, and sends you back here.</span></div>
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
    input: (attributes) => html`<textarea rows="4" autocomplete="off" spellcheck="false" ${attributes}></textarea>`,
  });

const keptKey = (pem: string, sealed: string, another: Html): Html => html`<div class="done" role="status">
<p><strong>A key pair is ready.</strong> Its private half stays with Lockstep, encrypted.</p>
<p class="hint">Fingerprint <code>${fingerprintOf(pem)}</code></p>
<input type="hidden" name="kept_key" value="${sealed}" />
</div>
<details><summary>Use a key of your own</summary>${another}</details>`;

export const addressFields = (form: Pick<CredentialsForm, "url" | "verifySsl">, errors: Errors): Html => html`
${field({
  name: "url",
  label: "Jira address",
  hint: html`As in your browser when you use Jira, for example <code>https://jira.example.com</code>`,
  errors: errors.url,
  input: (attributes) =>
    html`<input type="text" inputmode="url" value="${form.url}" autocomplete="off" spellcheck="false" ${attributes} />`,
})}
${check({
  name: "verify_ssl",
  label: "Verify Jira’s certificate",
  hint: "Switch this off only for a Jira with a certificate of its own making. Without it, nobody can be sure it is your Jira that answers.",
  checked: form.verifySsl,
})}`;
