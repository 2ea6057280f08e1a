import { html } from "hono/html";
import type { CredentialsForm, Errors } from "../../core/jira-server/credentials-form.ts";
import { check, field } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";

/** What both ways to connect ask for. */
export const addressFields = (form: Pick<CredentialsForm, "url" | "verifySsl">, errors: Errors): Html => html`
${field({
  name: "url",
  label: "Jira address",
  hint: html`As in your browser when you use Jira, for example <code>https://jira.example.com</code>`,
  errors: errors.url,
  input: (attributes) =>
    html`<input class="input" type="text" inputmode="url" value="${form.url}" autocomplete="off" spellcheck="false" ${attributes} />`,
})}
${check({
  name: "verify_ssl",
  label: "Verify Jira’s certificate",
  hint: "Switch this off only for a Jira with a certificate of its own making. Without it, nobody can be sure it is your Jira that answers.",
  checked: form.verifySsl,
})}`;
