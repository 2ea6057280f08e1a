import { html, raw } from "hono/html";
import type { OauthSite } from "../../core/jira-cloud/oauth/ports.ts";
import type { SyncConfig } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { check, hiddenFormToken } from "../views/forms.ts";
import type { Failed } from "../views/notices.ts";
import { steps } from "../views/panels.ts";
import { integrationsOf, OAUTH_STEPS } from "./oauth-page.ts";
import { CHOICES, trail } from "./site-page.ts";

type Input = { slug: string; formToken: string; setUp: string; sites: readonly OauthSite[]; config: SyncConfig; failed?: Failed };

/** The last step: which of the sites that let the app in, and what should be kept in step there. */
export const oauthConfirmPage = ({ slug, formToken, setUp, sites, config, failed }: Input): PageReply => ({
  title: "Almost there",
  narrow: true,
  trail: trail(slug),
  about: "Atlassian let Lockstep in. It will act as the account that approved it.",
  failed,
  main: html`
${steps(OAUTH_STEPS, OAUTH_STEPS.length)}
<form class="panel pad stack" method="post" action="${integrationsOf(slug)}jira-cloud/oauth/${setUp}/">
${hiddenFormToken(formToken)}
<fieldset class="stack tight">
<legend>Which site?</legend>
${sites.map(
  (
    it,
    at,
  ) => html`<div class="choice"><input class="check" type="radio" id="site-${at}" name="site" value="${it.id}"${at === 0 && raw(" checked")} />
<div><label for="site-${at}">${it.name}</label><p class="hint">${it.url}</p></div></div>`,
)}
</fieldset>
<fieldset class="stack tight">
<legend>What should be kept in step?</legend>
${CHOICES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
<p class="hint">Next, Lockstep registers its webhook with the site, so that Jira tells it what changes. You can change everything later.</p>
<div class="row"><button class="btn primary">Finish</button><a class="btn quiet" href="${integrationsOf(slug)}">Cancel</a></div>
</form>`,
});
