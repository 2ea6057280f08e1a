import * as z from "zod";
import { appKeyOf, badgeProperty } from "../../../core/jira-cloud/connect/descriptor.ts";
import type { Badges, SiteOf } from "../../../core/jira-cloud/connect/ports.ts";
import { cloudCredentialsOf } from "../../../core/jira-cloud/credentials.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { seal } from "../seal.ts";
import { publicUrl } from "../settings.ts";
import { call, type Place, read } from "./call.ts";
import { connectWayIn } from "./connect.ts";

const Info = z.object({ serverTitle: z.string().min(1).max(100).optional() });
const Projects = z.object({ values: z.array(z.object({ avatarUrls: z.object({ "48x48": z.url().max(500).optional() }) })) });
const Myself = z.object({ accountId: z.string().min(1).max(128) });

function placeOf(tenant: Integration): Place | null {
  const credentials = cloudCredentialsOf({ seal }, tenant);
  if (credentials?.kind !== "connect") return null;
  return { way: connectWayIn(tenant, credentials), place: `jira:${tenant.externalId}` };
}

/** What it calls itself, and its first project's picture (behaviour §2.11), are of no use beyond the eye: what is not told is left out. */
export const siteOfApp: SiteOf = async (tenant) => {
  const at = placeOf(tenant);
  if (!at) return null;
  const projects = { path: "/rest/api/3/project/search", query: { maxResults: "1", orderBy: "key" }, kind: "projects" };
  const [{ accountId }, title, icon] = await Promise.all([
    read(at, { path: "/rest/api/3/myself", kind: "myself" }, Myself),
    unlessFailed(read(at, { path: "/rest/api/3/serverInfo", kind: "serverInfo" }, Info).then((it) => it.serverTitle)),
    unlessFailed(read(at, projects, Projects).then(({ values: [first] }) => first?.avatarUrls["48x48"])),
  ]);
  return { accountId, title, icon };
};

async function unlessFailed<T>(asked: Promise<T | undefined>): Promise<T | null> {
  try {
    return (await asked) ?? null;
  } catch (error) {
    if (!(error instanceof JiraFailure)) throw error;
    return null;
  }
}

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
