import { html } from "hono/html";
import { linkAccount, seeLink } from "../../../core/discord/link-account.ts";
import { AppError } from "../../../core/errors.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { chatAccounts } from "../../adapters/dynamo/chat-accounts.ts";
import { guilds } from "../../adapters/dynamo/guilds.ts";
import { linkCodes } from "../../adapters/dynamo/link-codes.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { page } from "../../edges/page.ts";
import { hiddenFormToken } from "../../views/forms.ts";

const ports = { linkCodes, guilds, chatAccounts, now };

/** GET|POST /extensions/discord/link-identity/{code}/: shows whose account it is, and links it once its owner says so. */
export const handler = page("event:read", async ({ method, params: { code = "" }, organization, access: { userId }, session }) => {
  const came = { code, organizationId: organization.id };
  const title = "Link your Discord account";
  try {
    const { name } = method === "POST" ? await linkAccount(ports, { ...came, userId }) : await seeLink(ports, came);
    const member = await organizations.member(organization.id, userId);
    if (method === "POST") return { title, done: html`<p>${name} is linked. Go back to Discord and press again.</p>`, main: html`` };
    return {
      title,
      narrow: true,
      main: html`<form class="panel pad stack" method="post">${hiddenFormToken(formToken(session))}
<p>Whoever is signed in to Discord as <strong>${name}</strong> will act in ${organization.name} as <strong>${member?.name ?? ""}</strong>
(${member?.email ?? ""}).</p>
<p>Go on only if that Discord account is yours, and you asked for this address yourself.</p>
<div class="row"><button class="btn primary">Link it</button></div></form>`,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return {
      status: error.status,
      title,
      failed: { title: "This address does not work", text: html`<p>${error.message}</p>` },
      main: html``,
    };
  }
});
