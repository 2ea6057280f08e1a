import { CLIENT_ID } from "../../../core/jira-cloud/oauth/delivery.ts";
import { beginApproval } from "../../../core/jira-cloud/oauth/set-up.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { atlassianAuthUrl } from "../../adapters/settings.ts";
import { page } from "../../edges/page.ts";
import { oauthPage } from "../oauth-page.ts";
import { oauthPorts, redirectUri, whoseOf } from "../oauth-ports.ts";

const SECRET = /^[\x21-\x7e]{10,500}$/;

/** GET|POST /settings/{organization}/integrations/jira-cloud/new/oauth/: step 1, and on to Atlassian. */
export const handler = page("org:integrations", async (request) => {
  const { method, form, session, organization } = request;
  const app = { clientId: form.get("client_id")?.trim() ?? "", clientSecret: form.get("client_secret")?.trim() ?? "" };
  const errors = {
    ...(!CLIENT_ID.test(app.clientId) && { client_id: "Copy it from the app's settings, letter for letter." }),
    ...(!SECRET.test(app.clientSecret) && { client_secret: "Copy it from the app's settings, in one line." }),
  };
  const shown = { slug: organization.slug, formToken: formToken(session), redirectUri: redirectUri(), clientId: app.clientId };
  if (method !== "POST") return oauthPage(shown);
  if (Object.keys(errors).length > 0) return oauthPage({ ...shown, errors });
  const there = { app, authUrl: atlassianAuthUrl(), redirectUri: redirectUri() };
  return { redirect: await beginApproval(oauthPorts, whoseOf(request), there) };
});
