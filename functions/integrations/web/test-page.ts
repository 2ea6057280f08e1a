import { html } from "hono/html";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { type Checked, type Tested, testConnection } from "../../../core/integrations/test-connection.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { trackers } from "../../adapters/trackers.ts";
import { page } from "../../edges/page.ts";
import type { Html } from "../../views/markup.ts";
import type { Failed } from "../../views/notices.ts";
import { overviewDocument } from "../overview-document.ts";

const WEBHOOKS: Record<Checked["webhook"], string> = {
  "in place": "Its webhook is in place.",
  missing: "",
  unknown: "Whether its webhook is in place, Jira does not say.",
};

function resultText(tested: Tested): { done: Html } | { failed: Failed } {
  if (!tested.works && !tested.failure)
    return { failed: { title: "Lockstep has no access to this Jira any more.", text: html`<p>Connect it again.</p>` } };
  if (!tested.works) {
    const { message = "", todo = "" } = tested.failure ?? {};
    return { failed: { title: "It does not work.", text: html`<p>${message}</p><p>${todo}</p>` } };
  }
  const { version, account, webhook } = tested;
  if (webhook === "missing")
    return {
      failed: {
        title: `Jira ${version} answers, but the webhook is gone or switched off there.`,
        text: html`<p>What changes in Jira does not reach Lockstep.</p><p>Switch it on in Jira, or connect this Jira again: that creates a new one.</p>`,
      },
    };
  return {
    done: html`<p><strong>It works.</strong> Jira ${version} answered; Lockstep acts there as ${account}. ${WEBHOOKS[webhook]}</p>`,
  };
}

/** POST /settings/{organization}/integrations/{integration}/test/: asks Jira, and says what it answered. */
export const handler = page("org:integrations", async ({ organization, params, session }) => {
  const installed = await findInstalled({ integrations }, organization.id, params.integration);
  const result = resultText(await testConnection({ trackers }, installed.integration));
  const compared = await watched.find(installed.integration);
  return overviewDocument({ slug: organization.slug, formToken: formToken(session), installed, compared, now: now(), ...result });
});
