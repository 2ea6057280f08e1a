import { Invalid } from "../../core/errors.ts";
import { installTenant } from "../../core/jira-cloud/connect/install.ts";
import { installedTenant } from "../../core/jira-cloud/connect/install-token.ts";
import { now } from "../adapters/clock.ts";
import { connectTenants } from "../adapters/dynamo/connect-tenants.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { connectJwt } from "../adapters/jira-cloud/connect-jwt.ts";
import { connectKeys } from "../adapters/jira-cloud/connect-keys.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { seal } from "../adapters/seal.ts";
import { allowsPrivateHosts, publicUrl } from "../adapters/settings.ts";
import { http } from "../edges/http.ts";

const ports = { integrations, connectTenants, connectKeys, jwt: connectJwt, ids, seal, log, now };

/** POST /extensions/jira/installed/: a tenant has installed the app, or installed it again. */
export const handler = http(async ({ method, path, query, headers, body }) => {
  if (body.length === 0) throw new Invalid("The body is empty.");
  const signed = { authorization: headers.authorization, asked: { method, path, query }, audience: publicUrl() };
  const tenant = await installedTenant(ports, signed);
  await installTenant(ports, tenant, { body, plain: allowsPrivateHosts() });
  return { status: 204 };
});
