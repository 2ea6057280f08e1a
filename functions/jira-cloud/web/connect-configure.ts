import { configOf, joinTenant, signedTenant } from "../../../core/jira-cloud/connect/configure.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { lookAgain } from "../../../core/sync/look-again.ts";
import { withSwitches } from "../../../core/trackers/switches.ts";
import { now } from "../../adapters/clock.ts";
import { connectTenants } from "../../adapters/dynamo/connect-tenants.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { siteOfApp } from "../../adapters/jira-cloud/connect-app.ts";
import { log } from "../../adapters/log.ts";
import { seal } from "../../adapters/seal.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { page } from "../../edges/page.ts";
import { connectConfigurePage } from "../connect-configure-page.ts";
import { CHOICES } from "../site-page.ts";

/** GET|POST /extensions/jira/configure/{signed}/: a tenant that has installed the app becomes one of the organization's. */
export const handler = page("org:integrations", async ({ method, params, path, form, session, organization, access }) => {
  const tenant = await signedTenant({ seal, now, integrations }, params.signed ?? "");
  const proposed = configOf(tenant, organization.id);
  if (method !== "POST") return connectConfigurePage({ organization, formToken: formToken(session), tenant, path, config: proposed });
  const chosen = CHOICES.map(({ name }) => name);
  const config = withSwitches(proposed, form, chosen);
  await joinTenant({ connectTenants, siteOf: siteOfApp, now, log }, tenant, {
    organizationId: organization.id,
    userId: access.userId,
    config,
  });
  const again = { organizationId: organization.id, cause: `connected:${now()}` };
  // It is connected whatever becomes of this: what waited for the connection is looked at in its own time too.
  await lookAgain({ links, tickets, looks, now }, tenant, again).catch(() => log.warn("jira.connect.looks-missed"));
  return { redirect: `/settings/${organization.slug}/integrations/${tenant.id}/?notice=connected` };
});
