import { html } from "hono/html";
import { findInstalled } from "../../core/integrations/find-integration.ts";
import { type Tested, testConnection } from "../../core/integrations/test-connection.ts";
import { formToken } from "../../core/organizations/session.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { jiraServer } from "../adapters/jira-server/client.ts";
import { seal } from "../adapters/seal.ts";
import type { Html } from "../edges/document.ts";
import { alert, done } from "../edges/form.ts";
import { page } from "../edges/page.ts";
import { overviewDocument } from "./overview-document.ts";

/** POST /settings/{organization}/integrations/{integration}/test/: asks Jira, and says what it answered. */
export const handler = page("org:integrations", async ({ organization, params, session }) => {
  const installed = await findInstalled({ integrations }, organization.id, params.integration);
  const tested = resultText(await testConnection({ jiraServer, seal }, installed.integration));
  return overviewDocument({ slug: organization.slug, formToken: formToken(session), installed, tested });
});

function resultText(tested: Tested): Html {
  if (tested.works)
    return done(html`<p><strong>It works.</strong> Jira ${tested.version} answered; Lockstep acts there as ${tested.account}.</p>`);
  if (!tested.failure) return alert(html`<p>Lockstep has no credentials for this Jira any more. Connect it again.</p>`);
  const { what, details, todo } = tested.failure;
  return alert(html`<p><strong>It does not work.</strong> ${what} ${details}</p><p>${todo}</p>`);
}
