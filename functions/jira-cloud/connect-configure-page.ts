import { html } from "hono/html";
import type { Integration, SyncConfig } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { check, hiddenFormToken } from "../views/forms.ts";
import { CHOICES, trail } from "./site-page.ts";

type Input = {
  organization: { slug: string; name: string };
  formToken: string;
  tenant: Pick<Integration, "baseUrl">;
  path: string;
  config: SyncConfig;
};

/** A tenant that has installed the app, about to be an organization's. */
export const connectConfigurePage = ({ organization, formToken, tenant, path, config }: Input): PageReply => ({
  title: "Connect Jira Cloud",
  narrow: true,
  trail: trail(organization.slug),
  about: html`<strong>${tenant.baseUrl}</strong> has installed Lockstep. Connect it with <strong>${organization.name}</strong>?`,
  main: html`<form class="panel pad stack" method="post" action="${path}">
${hiddenFormToken(formToken)}
<fieldset class="stack tight">
<legend>What should be kept in step?</legend>
${CHOICES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
<p class="hint">Jira tells Lockstep what changes as long as the app is installed. You can change everything later.</p>
<div class="row"><button class="btn primary">Connect</button><a class="btn quiet" href="/settings/${organization.slug}/integrations/">Cancel</a></div>
</form>`,
});
