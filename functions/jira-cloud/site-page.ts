import { html } from "hono/html";
import type { SiteErrors, SiteForm } from "../../core/jira-cloud/site-form.ts";
import type { SyncConfig } from "../../core/trackers/integration.ts";
import { SWITCHES } from "../../core/trackers/switches.ts";
import type { PageReply } from "../edges/page.ts";
import { check, field, hiddenFormToken } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";
import { type Failed, fieldsFailed } from "../views/notices.ts";
import { waysTo } from "./ways.ts";

export const EMPTY: SiteForm = { site: "", email: "", token: "", ends: "" };
/** Status towards Jira needs a choice of statuses first, which comes afterwards. */
export const CHOICES = SWITCHES.filter(({ name }) => name !== "sync_status_forward");

export type SitePage = {
  slug: string;
  formToken: string;
  form: SiteForm;
  config: SyncConfig;
  errors?: SiteErrors;
  failure?: Failed;
};

const LABELS: Record<keyof SiteForm, string> = { site: "Jira address", email: "E-mail", token: "API token", ends: "Token ends on" };

/** Where this is among the pages. */
export const trail = (slug: string) => [{ name: "Integrations", path: `/settings/${slug}/integrations/` }];

/** Everything that it takes to connect a Jira Cloud, on one page. A token is never shown again. */
export function sitePage({ slug, formToken, form, config, errors = {}, failure }: SitePage): PageReply {
  const fields = (Object.keys(LABELS) as (keyof SiteForm)[]).flatMap((id) =>
    errors[id] ? [{ id, text: `${LABELS[id]}: ${errors[id].join(" ")}` }] : [],
  );
  const failed = failure ? { ...failure, fields } : fields.length > 0 ? fieldsFailed(fields) : undefined;
  const path = `/settings/${slug}/integrations/jira-cloud/new/`;
  return {
    title: "Connect a Jira Cloud",
    narrow: true,
    trail: trail(slug),
    about: "With an API token, which takes two minutes. Nothing has to be installed in Jira.",
    failed,
    main: html`${waysTo(slug, "token")}
<div class="two"><form class="panel pad stack" method="post" action="${path}">
${hiddenFormToken(formToken)}
${input("site", { form, errors, kind: "url", hint: html`For example <code>acme.atlassian.net</code>` })}
${input("email", { form, errors, kind: "email", hint: "The address that the account signs in to Atlassian with." })}
${field({
  name: "token",
  label: LABELS.token,
  hint: "Lockstep keeps it encrypted, and shows it to nobody.",
  errors: errors.token,
  input: (attributes) => html`<input class="input" type="password" autocomplete="off" ${attributes} />`,
})}
${field({
  name: "ends",
  label: LABELS.ends,
  hint: "Atlassian ends every token within a year. Enter the day, and you are warned a month before.",
  errors: errors.ends,
  input: (attributes) => html`<input class="input" type="date" value="${form.ends}" ${attributes} />`,
})}
<fieldset class="stack tight">
<legend>What should be kept in step?</legend>
${CHOICES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
<div class="row"><button class="btn primary">Connect</button><a class="btn quiet" href="/settings/${slug}/integrations/">Cancel</a></div>
</form>
${account}</div>`,
  };
}

type Input = { form: SiteForm; errors: SiteErrors; kind: "url" | "email"; hint: Html | string };

const input = (name: "site" | "email", { form, errors, kind, hint }: Input): Html =>
  field({
    name,
    label: LABELS[name],
    hint,
    errors: errors[name],
    input: (attributes) =>
      html`<input class="input" type="text" inputmode="${kind}" value="${form[name]}" autocomplete="off" spellcheck="false" ${attributes} />`,
  });

const account = html`<aside class="panel pad stack tight" aria-labelledby="account"><h2 id="account">Which account</h2>
<p>Best one of its own, called Lockstep: what it does is told from what people do. It needs the projects to be kept in step, and
no others.</p>
<ol class="stack tight numbered"><li>Sign in to Atlassian as that account.</li>
<li>Open <strong>id.atlassian.com → Security → API tokens</strong> and choose <strong>Create API token</strong>, without scopes.</li>
<li>As an administrator of Jira it makes the webhook itself; otherwise you are shown what an administrator has to paste.</li></ol></aside>`;
