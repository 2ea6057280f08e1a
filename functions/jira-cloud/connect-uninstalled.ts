import { uninstallTenant } from "../../core/jira-cloud/connect/install.ts";
import { installedTenant } from "../../core/jira-cloud/connect/install-token.ts";
import { now } from "../adapters/clock.ts";
import { connectTenants } from "../adapters/dynamo/connect-tenants.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { connectJwt } from "../adapters/jira-cloud/connect-jwt.ts";
import { connectKeys } from "../adapters/jira-cloud/connect-keys.ts";
import { log } from "../adapters/log.ts";
import { publicUrl } from "../adapters/settings.ts";
import { http } from "../edges/http.ts";

const ports = { integrations, connectTenants, connectKeys, jwt: connectJwt, log, now };

/** POST /extensions/jira/uninstalled/: a tenant has uninstalled the app. Which one is what the token says, whatever the body says. */
export const handler = http(async ({ method, path, query, headers }) => {
  const signed = { authorization: headers.authorization, asked: { method, path, query }, audience: publicUrl() };
  await uninstallTenant(ports, await installedTenant(ports, signed));
  return { status: 204 };
});
