import { html } from "hono/html";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { page } from "../../edges/page.ts";
import { overviewDocument } from "../overview-document.ts";

const CONNECTED = html`<p><strong>Connected.</strong> Jira’s webhook is in place. Test the connection, then link a ticket to an issue.</p>`;

/** GET /settings/{organization}/integrations/{integration}/ */
export const handler = page("org:integrations", async ({ organization, params, session, query }) => {
  const installed = await findInstalled({ integrations }, organization.id, params.integration);
  const compared = await watched.find(installed.integration);
  const done = query.get("notice") === "connected" ? CONNECTED : undefined;
  return overviewDocument({ slug: organization.slug, formToken: formToken(session), installed, compared, now: now(), done });
});
