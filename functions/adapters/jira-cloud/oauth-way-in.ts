import { createHash } from "node:crypto";
import { Unavailable } from "../../../core/errors.ts";
import { holdingTokens } from "../../../core/jira-cloud/oauth/access-token.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { now } from "../clock.ts";
import { integrations } from "../dynamo/integrations.ts";
import { oauthTurns } from "../dynamo/oauth-turns.ts";
import { log } from "../log.ts";
import { random } from "../random.ts";
import { seal } from "../seal.ts";
import { atlassianApiUrl } from "../settings.ts";
import { atlassianOauth } from "./oauth.ts";
import type { WayInOf } from "./way-in.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const ports = { integrations, oauthTurns, atlassianOauth, seal, random, now, log, pause };

/** Through Atlassian's gateway, as whoever approved the app. */
export const oauthWayIn: WayInOf<"oauth"> = (integration, credentials) => {
  let held = credentials;
  const authorization = async (refused?: string) => {
    held = await holdingTokens(ports, integration, { remembered: held, refused }).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error;
      throw new JiraFailure("unavailable", { host: new URL(integration.baseUrl).host, details: "Lockstep cannot read its access." });
    });
    return `Bearer ${held.accessToken}`;
  };
  return {
    asker: createHash("sha256").update(`${credentials.clientId}:${credentials.cloudId}`).digest("hex"),
    base: `${atlassianApiUrl()}/ex/jira/${credentials.cloudId}`,
    authorize: () => authorization(),
    instead: (refused) => authorization(refused.slice("Bearer ".length)),
    emailScope: false,
    unauthorized: "Access may have been withdrawn in Atlassian, or the account that approved it is gone. Connect this Jira again.",
  };
};
