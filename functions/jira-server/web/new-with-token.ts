import { checkAddress, readCheckbox } from "../../../core/jira-server/credentials-form.ts";
import { beginWithToken } from "../../../core/jira-server/set-up.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { page } from "../../edges/page.ts";
import { failureText, faultOf } from "../failure-text.ts";
import { reconnected } from "../reconnected.ts";
import { ports, whoseOf } from "../set-up-ports.ts";
import { type TokenPage, tokenPage } from "../token-page.ts";

const TOKEN = { step: "Jira did not take the token.", event: "identity.jira-server.token" };

/** GET|POST /settings/{organization}/integrations/jira-server/new/token/: step 1 with a personal access token. */
export const handler = page("org:integrations", async (request) => {
  const { method, form, session, organization } = request;
  const { slug } = organization;
  const again = await reconnected(request);
  const show = (values: TokenPage["form"], more: Partial<TokenPage> = {}) =>
    tokenPage({ slug, formToken: formToken(session), form: values, again, ...more });

  if (method !== "POST") return show({ url: again?.baseUrl ?? "", verifySsl: again?.verifySsl ?? true });
  const values = { url: form.get("url")?.trim() ?? "", verifySsl: readCheckbox(form.get("verify_ssl")) };
  const token = form.get("token")?.trim() ?? "";
  const errors = {
    ...checkAddress(values),
    ...(!/^[\x21-\x7e]{1,500}$/.test(token) && { token: ["Paste the token as Jira showed it, in one line."] }),
  };
  if (Object.keys(errors).length > 0) return show(values, { errors });
  try {
    const { id } = await beginWithToken(ports, whoseOf(request), { ...values, token });
    return { redirect: `/settings/${slug}/integrations/jira-server/${id}/` };
  } catch (error) {
    return show(values, { errors: faultOf(error, "token"), failure: failureText(TOKEN, error) });
  }
});
