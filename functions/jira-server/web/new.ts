import { type CredentialsForm, checkCredentials, readCredentialsForm } from "../../../core/jira-server/credentials-form.ts";
import { beginDance, formAgain, isByToken, reconnectForm } from "../../../core/jira-server/set-up.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { newPrivateKey } from "../../adapters/key-pair.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { page } from "../../edges/page.ts";
import { type CredentialsPage, credentialsPage } from "../credentials-page.ts";
import { failureText, faultOf } from "../failure-text.ts";
import { keptKey } from "../kept-key.ts";
import { reconnected } from "../reconnected.ts";
import { ports, whoseOf } from "../set-up-ports.ts";

const REQUEST_TOKEN = { step: "Could not fetch a request token from Jira.", event: "identity.jira-server.request-token" };

/** GET|POST /settings/{organization}/integrations/jira-server/new/: step 1, and on to Jira. */
export const handler = page("org:integrations", async (request) => {
  const { method, form, session, organization, query } = request;
  const key = keptKey(session);
  const again = await reconnected(request);
  const { slug } = organization;
  const common = { slug, formToken: formToken(session), publicUrl: publicUrl(), keep: key.close, again };
  const show = (form: CredentialsForm, more: Partial<CredentialsPage> = {}) => credentialsPage({ ...common, form, ...more });
  if (method !== "POST") {
    if (again && isByToken(again)) return { redirect: `/settings/${slug}/integrations/jira-server/new/token/?reconnect=${again.id}` };
    const values = again ? reconnectForm(ports, again) : await formAgain(ports, whoseOf(request), query.get("again"));
    // The recommended way needs nothing but the page: a key pair of its own.
    return show({ ...values, privateKey: values.privateKey || (await newPrivateKey()) });
  }
  const values = readCredentialsForm(form, key.open(form.get("kept_key")));
  if (form.get("action") === "generate") return show({ ...values, privateKey: await newPrivateKey() });
  const errors = checkCredentials(values);
  if (Object.keys(errors).length > 0) return show(values, { errors });
  try {
    return { redirect: await beginDance(ports, whoseOf(request), values, `${publicUrl()}/extensions/jira_server/setup/`) };
  } catch (error) {
    return show(values, { errors: faultOf(error, "consumerKey"), failure: failureText(REQUEST_TOKEN, error) });
  }
});
