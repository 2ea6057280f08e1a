import * as z from "zod";
import { appKeyOf, badgeProperty } from "../../../core/jira-cloud/connect/descriptor.ts";
import type { AccountOf, Badges } from "../../../core/jira-cloud/connect/ports.ts";
import { cloudCredentialsOf } from "../../../core/jira-cloud/credentials.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { seal } from "../seal.ts";
import { publicUrl } from "../settings.ts";
import { call, type Place, read } from "./call.ts";
import { connectWayIn } from "./connect.ts";

const Myself = z.object({ accountId: z.string().min(1).max(128) });

function placeOf(tenant: Integration): Place | null {
  const credentials = cloudCredentialsOf({ seal }, tenant);
  if (credentials?.kind !== "connect") return null;
  return { way: connectWayIn(tenant, credentials), place: `jira:${tenant.externalId}` };
}

export const accountOfApp: AccountOf = async (tenant) => {
  const at = placeOf(tenant);
  return at && (await read(at, { path: "/rest/api/3/myself", kind: "myself" }, Myself)).accountId;
};

export const badges: Badges = {
  async set(tenant, key, count) {
    const at = placeOf(tenant);
    if (!at) return;
    const property = encodeURIComponent(badgeProperty(appKeyOf(publicUrl())));
    const path = `/rest/api/3/issue/${encodeURIComponent(key)}/properties/${property}`;
    // It gives way when little is left to ask: the number is in the panel too.
    await call(at, { method: "PUT", path, json: { type: "badge", value: { label: count } }, kind: "badge", ticket: key }, { spare: true });
  },
};
