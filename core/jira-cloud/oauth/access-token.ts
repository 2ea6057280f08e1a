import { JiraFailure } from "../../jira-server/failure.ts";
import type { Ports } from "../../ports.ts";
import { newSecret } from "../../secret.ts";
import type { Integration } from "../../trackers/integration.ts";
import type { Integrations } from "../../trackers/ports.ts";
import { cloudCredentialsOf, sealCloudCredentials } from "../credentials.ts";
import type { OauthCredentials } from "./credentials.ts";
import type { AtlassianOauth, OauthTurns } from "./ports.ts";

/** A token that is over within this is as good as over: a request takes ten seconds at most, and clocks differ. */
const MARGIN_MS = 60_000;
/** Longer than Atlassian may take to answer. Whoever does not come back loses the turn. */
const TURN_MS = 15_000;
/** How often somebody who waits looks whether the tokens have come, and how many times. */
const LOOK_MS = 250;
const LOOKS = 30;

export type TokenPorts = Pick<Ports, "seal" | "random" | "now" | "log"> & {
  integrations: Pick<Integrations, "find">;
  atlassianOauth: AtlassianOauth;
  oauthTurns: OauthTurns;
  pause: (milliseconds: number) => Promise<void>;
};
type Connected = Pick<Integration, "externalId" | "baseUrl">;

/**
 * Credentials with an access token that holds, of those that are remembered or newer ones. `refused` is a token that Jira did not take
 * though it should: another is got then. Refresh tokens are good for one use, so whoever needs one takes the turn first, and what comes of
 * it is stored before anybody uses it; others wait for that. Throws JiraFailure, "unauthorized" where access was withdrawn.
 */
export async function holdingTokens(
  ports: TokenPorts,
  connected: Connected,
  { remembered, refused }: { remembered: OauthCredentials; refused?: string | undefined },
): Promise<OauthCredentials> {
  const { now } = ports;
  const holds = ({ accessToken, endsAt }: OauthCredentials) => accessToken !== refused && endsAt - MARGIN_MS > now();
  if (holds(remembered)) return remembered;
  for (let look = 0; look < LOOKS; look++) {
    const current = await ports.integrations.find("jira", connected.externalId);
    const credentials = current?.status === "active" ? cloudCredentialsOf(ports, current) : null;
    if (!current || credentials?.kind !== "oauth") throw withdrawn(connected);
    if (holds(credentials)) return credentials;
    const by = newSecret(ports);
    if (await ports.oauthTurns.take(current, { by, now: now(), until: now() + TURN_MS })) return renew(ports, current, credentials, by);
    await ports.pause(LOOK_MS);
  }
  throw new JiraFailure("unavailable", { host: hostOf(connected), details: "New credentials are under way." });
}

async function renew(ports: TokenPorts, integration: Integration, credentials: OauthCredentials, by: string): Promise<OauthCredentials> {
  const { id } = integration;
  try {
    const renewed = { ...credentials, ...(await ports.atlassianOauth.refresh(credentials, credentials.refreshToken)) };
    const stored = await ports.oauthTurns.store(integration, sealCloudCredentials(ports, id, renewed));
    if (!stored) throw new JiraFailure("unavailable", { host: hostOf(integration), details: "It was connected anew meanwhile." });
    ports.log.info("jira.oauth.refreshed", { integration: id });
    return renewed;
  } catch (error) {
    await ports.oauthTurns.giveBack(integration, by).catch(() => {});
    ports.log.warn("jira.oauth.refresh-failed", { integration: id, reason: error instanceof JiraFailure ? error.kind : "failed" });
    if (!(error instanceof JiraFailure) || error.kind !== "unauthorized") throw error;
    // Somebody who was slow may have used the same token first, and stored what came of it.
    const current = await ports.integrations.find("jira", integration.externalId);
    const newer = current && cloudCredentialsOf(ports, current);
    if (newer?.kind === "oauth" && newer.refreshToken !== credentials.refreshToken) return newer;
    throw withdrawn(integration);
  }
}

const withdrawn = (connected: Connected): JiraFailure =>
  new JiraFailure("unauthorized", {
    host: hostOf(connected),
    todo: "Lockstep's access was withdrawn or has ended in Atlassian. Connect this Jira again.",
  });

const hostOf = ({ baseUrl }: Connected): string => new URL(baseUrl).host;
