import { connectSite } from "../../core/jira-cloud/connect-site.ts";
import { checkSiteForm, endOf, readSiteForm, siteAddress } from "../../core/jira-cloud/site-form.ts";
import { formToken } from "../../core/sessions/session.ts";
import { lookAgain } from "../../core/sync/look-again.ts";
import { PROPOSED, withSwitches } from "../../core/trackers/switches.ts";
import { now } from "../adapters/clock.ts";
import { links } from "../adapters/dynamo/links.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { cloudWebhookUrl } from "../adapters/jira-cloud/webhook-url.ts";
import { log } from "../adapters/log.ts";
import { allowsPrivateHosts } from "../adapters/settings.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { page } from "../edges/page.ts";
import { failureText, faultOf } from "./failure-text.ts";
import { pastePage } from "./paste-page.ts";
import { ports } from "./ports.ts";
import { CHOICES, type SitePage, sitePage } from "./site-page.ts";

/** POST /settings/{organization}/integrations/jira-cloud/new/: connects a Jira Cloud, or says what is wrong. */
export const handler = page("org:integrations", async ({ form, session, organization, access }) => {
  const { slug, id: organizationId } = organization;
  const typed = readSiteForm(form);
  const names = CHOICES.map((it) => it.name);
  const config = withSwitches(PROPOSED, form, names);
  const show = (more: Partial<SitePage>) => sitePage({ slug, formToken: formToken(session), form: typed, config, ...more });
  const plain = allowsPrivateHosts();
  const errors = checkSiteForm(typed, { now: now(), plain });
  const site = siteAddress(typed.site, plain);
  if (Object.keys(errors).length > 0 || "problem" in site) return show({ errors });
  const { email, token } = typed;
  try {
    const credentials = { kind: "api_token" as const, email, token, endsAt: endOf(typed.ends) };
    const choose = (before: typeof config) => withSwitches(before, form, names);
    const whose = { organizationId, userId: access.userId, webhookUrl: cloudWebhookUrl() };
    const connected = await connectSite(ports, { site: { baseUrl: site.url }, credentials, choose, ...whose });
    const { integration, toPaste } = connected;
    const again = { organizationId, cause: `connected:${now()}` };
    // It is connected whatever becomes of this: what waited for the connection is looked at in its own time too.
    await lookAgain({ links, tickets, looks, now }, integration, again).catch(() => log.warn("connect.looks-missed"));
    if (toPaste) return pastePage({ slug, integration, toPaste, account: connected.account });
    return { redirect: `/settings/${slug}/integrations/${integration.id}/?notice=connected` };
  } catch (error) {
    return show({ errors: faultOf(error), failure: failureText("Jira could not be connected", error) });
  }
});
