import * as z from "zod";
import type { OauthSiteOf } from "../../../core/jira-cloud/oauth/ports.ts";
import { type Place, read } from "./call.ts";
import { oauthWayIn } from "./oauth-way-in.ts";
import { appWebhooks } from "./webhooks-of.ts";

const Myself = z.object({ accountId: z.string().min(1).max(128) });

export const oauthSiteOf: OauthSiteOf = (integration, credentials) => {
  const at: Place = { way: oauthWayIn(integration, credentials), place: `jira:${integration.externalId}` };
  return {
    account: async () => (await read(at, { path: "/rest/api/3/myself", kind: "myself" }, Myself)).accountId,
    webhooks: appWebhooks(at),
  };
};
