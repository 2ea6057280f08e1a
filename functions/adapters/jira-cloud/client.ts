import { createHash } from "node:crypto";
import * as z from "zod";
import type { CloudCredentials } from "../../../core/jira-cloud/credentials.ts";
import type { CloudSite, JiraCloud } from "../../../core/jira-cloud/ports.ts";
import { type Place, read } from "./call.ts";
import { CloudUser } from "./shapes.ts";
import type { WayIn } from "./way-in.ts";
import { wayInOf } from "./ways-in.ts";
import { createWebhook, deleteWebhook, updateWebhook } from "./webhooks.ts";

const nobody = ({ baseUrl }: CloudSite): WayIn => ({ asker: "", base: baseUrl, authorize: () => "", emailScope: false, unauthorized: "" });
/** What is not an integration yet has limits of its own. */
const placeOf = (site: CloudSite, way: WayIn): Place => ({
  way,
  place: `jira-site:${createHash("sha256").update(site.baseUrl).digest("hex")}`,
});

function at(site: CloudSite, credentials: CloudCredentials): Place {
  const way = wayInOf({ id: 0, externalId: "", baseUrl: site.baseUrl }, credentials);
  if (!way) throw new Error(`There is no way in by ${credentials.kind}`);
  return placeOf(site, way);
}

const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean().default(false) })) });

export const jiraCloud: JiraCloud = {
  async cloudId(site) {
    const Tenant = z.object({ cloudId: z.uuid() });
    return (await read(placeOf(site, nobody(site)), { path: "/_edge/tenant_info", kind: "tenant" }, Tenant)).cloudId;
  },

  async myself(site, credentials) {
    const { id, name } = await read(at(site, credentials), { path: "/rest/api/3/myself", kind: "myself" }, CloudUser);
    return { accountId: id, name };
  },

  async permissions(site, credentials, keys) {
    const asked = { path: "/rest/api/3/mypermissions", query: { permissions: keys.join(",") }, kind: "permissions" };
    const { permissions } = await read(at(site, credentials), asked, Permissions);
    return new Set(keys.filter((it) => permissions[it]?.havePermission));
  },

  createWebhook: (site, credentials, webhook) => createWebhook(at(site, credentials), webhook),
  updateWebhook: (site, credentials, id, webhook) => updateWebhook(at(site, credentials), id, webhook),
  deleteWebhook: (site, credentials, id) => deleteWebhook(at(site, credentials), id),
};
