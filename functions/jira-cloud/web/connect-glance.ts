import { html } from "hono/html";
import { Invalid, Unauthorized } from "../../../core/errors.ts";
import { glanceAt, setBadge } from "../../../core/jira-cloud/connect/glance.ts";
import { tenantOfToken } from "../../../core/jira-cloud/connect/tenant-token.ts";
import { now } from "../../adapters/clock.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { badges } from "../../adapters/jira-cloud/connect-app.ts";
import { connectJwt } from "../../adapters/jira-cloud/connect-jwt.ts";
import { seal } from "../../adapters/seal.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { trackers } from "../../adapters/trackers.ts";
import { http } from "../../edges/http.ts";
import { framedPage } from "../framed-page.ts";
import { glancePage } from "../glance-page.ts";

const ports = { integrations, organizations, groups, tickets, trackers, badges, seal, jwt: connectJwt, now };

/** GET /extensions/jira/issue/{key}/: Jira's panel of a ticket, and the badge that leads to it. */
export const handler = http(async ({ method, path, params, query }) => {
  const key = params.key ?? "";
  if (!/^[A-Za-z][A-Za-z0-9_]*-\d{1,12}$/.test(key)) throw new Invalid("This is no key of a ticket.");
  try {
    const tenant = await tenantOfToken(ports, { token: query.get("jwt"), asked: { method, path, query }, context: true });
    const glance = await glanceAt(ports, tenant, { key, id: /^\d{1,18}$/.exec(query.get("id") ?? "")?.[0] ?? null });
    const failure = await setBadge(ports, tenant, key, glance?.issues.length ?? 0);
    return framedPage(glancePage({ key, glance, publicUrl: publicUrl(), failure }), { host: tenant.baseUrl });
  } catch (error) {
    if (!(error instanceof Unauthorized)) throw error;
    const main = html`<p>Reload this page.</p>`;
    return framedPage({ title: "Jira could not be verified", main }, { host: null, status: 401 });
  }
});
