import { html } from "hono/html";
import { Unauthorized } from "../../../core/errors.ts";
import { signTenant } from "../../../core/jira-cloud/connect/configure.ts";
import { tenantOfToken } from "../../../core/jira-cloud/connect/tenant-token.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { connectJwt } from "../../adapters/jira-cloud/connect-jwt.ts";
import { log } from "../../adapters/log.ts";
import { seal } from "../../adapters/seal.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { http } from "../../edges/http.ts";
import { framedPage } from "../framed-page.ts";

const ports = { integrations, seal, jwt: connectJwt, now };

/**
 * GET /extensions/jira/ui-hook/: Jira shows its administrators this page after the installation, and to configure the app. Only a token
 * for this very page is taken: others stand for any user of the tenant.
 */
export const handler = http(async ({ method, path, query }) => {
  try {
    const tenant = await tenantOfToken(ports, { token: query.get("jwt"), asked: { method, path, query } });
    const to = `${publicUrl()}/extensions/jira/configure/${signTenant(ports, tenant)}/`;
    const main = html`<p>Choose what is kept in step, and for which organization.</p>
<div class="row"><a class="btn primary" href="${to}" target="_blank" rel="noopener">Finish in Lockstep</a></div>`;
    return framedPage({ title: "Lockstep is installed", main }, { host: tenant.baseUrl });
  } catch (error) {
    if (!(error instanceof Unauthorized)) throw error;
    log.warn("jira.ui-hook.refused", { reason: error.message });
    const main = html`<p>Reload this page. If it stays so, uninstall the app in Jira and install it again.</p>`;
    return framedPage({ title: "Unable to verify installation", main }, { host: null, status: 401 });
  }
});
