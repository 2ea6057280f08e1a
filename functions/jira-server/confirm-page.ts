import { html } from "hono/html";
import type { Pipeline } from "../../core/jira-server/pipeline.ts";
import type { SyncConfig } from "../../core/trackers/integration.ts";
import { SWITCHES } from "../../core/trackers/switches.ts";
import type { PageReply } from "../edges/page.ts";
import { check, hiddenFormToken } from "../views/forms.ts";
import type { Failed } from "../views/notices.ts";
import { lastStep, OWN_ACCOUNT, trail } from "./steps.ts";

/** Status towards Jira needs a choice of statuses first, which comes afterwards. */
export const CHOICES = SWITCHES.filter(({ name }) => name !== "sync_status_forward");

type Input = { slug: string; formToken: string; pipeline: Pipeline; config: SyncConfig; failure?: Failed };

/** The last step: Jira has let us in; what should be kept in step? */
export function confirmPage({ slug, formToken, pipeline, config, failure }: Input): PageReply {
  return {
    title: "Almost there",
    narrow: true,
    trail: trail(slug),
    about: html`Jira let Lockstep in: it will act as <strong>${pipeline.account}</strong> at <strong>${pipeline.site.baseUrl}</strong>.
${OWN_ACCOUNT}`,
    failed: failure,
    main: html`
${lastStep(pipeline)}
<form class="panel pad stack" method="post" action="/settings/${slug}/integrations/jira-server/${pipeline.id}/">
${hiddenFormToken(formToken)}
<fieldset class="stack tight">
<legend>What should be kept in step?</legend>
${CHOICES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
<p class="hint">Next, Lockstep creates a webhook in Jira, so that Jira tells it what changes. You can change everything later.</p>
<div class="row"><button class="btn primary">Finish</button><a class="btn quiet" href="/settings/${slug}/integrations/">Cancel</a></div>
</form>`,
  };
}
