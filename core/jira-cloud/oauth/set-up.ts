import { createHash } from "node:crypto";
import * as z from "zod";
import { AppError, NotFound } from "../../errors.ts";
import type { Ports } from "../../ports.ts";
import { newSecret } from "../../secret.ts";
import type { AtlassianOauth, OauthApp, OauthSetUp, OauthSetUps } from "./ports.ts";

const SECONDS = 3600;
/** What an app has to be allowed, and what keeps its access alive without somebody there. */
const SCOPES = "read:jira-work write:jira-work read:jira-user manage:jira-webhook offline_access";

const App = z.object({ clientId: z.string(), clientSecret: z.string() });
const Tokens = z.object({ accessToken: z.string(), refreshToken: z.string(), endsAt: z.number() });
const Sites = z.array(z.object({ id: z.string(), name: z.string(), url: z.string() }));
/** First the app; once it is approved also what it asks with, and the sites it was let into. */
const Secrets = z.object({ app: App, approved: z.object({ tokens: Tokens, sites: Sites }).optional() });
type Secrets = z.infer<typeof Secrets>;

type SetUpPorts = Pick<Ports, "seal" | "now"> & { oauthSetUps: OauthSetUps };
export type Whose = Pick<OauthSetUp, "organizationId" | "userId" | "browser">;

const contextOf = ({ organizationId, id }: Pick<OauthSetUp, "organizationId" | "id">): string => `oauth-set-up:${organizationId}:${id}`;
const idOf = (state: string): string => createHash("sha256").update(state).digest("hex");

const sealed = ({ seal }: Pick<Ports, "seal">, setUp: Omit<OauthSetUp, "sealed">, secrets: Secrets): OauthSetUp => ({
  ...setUp,
  sealed: seal.close(JSON.stringify(secrets), contextOf(setUp)),
});

export const secretsOf = ({ seal }: Pick<Ports, "seal">, setUp: OauthSetUp): Secrets =>
  Secrets.parse(JSON.parse(seal.open(setUp.sealed, contextOf(setUp))));

/** Somebody said no at Atlassian. */
class NotApproved extends AppError {
  constructor() {
    super(403, "Access was not approved at Atlassian. Go back to the form, continue, and choose Accept there.", false);
  }
}

/**
 * The page of Atlassian where somebody approves the app (https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/). It comes
 * back with `state`, which nobody can guess and which this browser's set-up alone is found by. Throws Unavailable.
 */
export async function beginApproval(
  ports: SetUpPorts & Pick<Ports, "random">,
  whose: Whose,
  { app, authUrl, redirectUri }: { app: OauthApp; authUrl: string; redirectUri: string },
): Promise<string> {
  const state = newSecret(ports);
  const setUp = { id: idOf(state), ...whose, expiresAt: Math.floor(ports.now() / 1000) + SECONDS };
  await ports.oauthSetUps.put(sealed(ports, setUp, { app }));
  const query = { audience: "api.atlassian.com", client_id: app.clientId, scope: SCOPES, redirect_uri: redirectUri, state };
  return `${authUrl}/authorize?${new URLSearchParams({ ...query, response_type: "code", prompt: "consent" })}`;
}

/** Throws NotFound when the set-up is over, or another browser's or organization's. */
export async function findSetUp({ oauthSetUps, now }: SetUpPorts, whose: Whose, id: string): Promise<OauthSetUp> {
  const setUp = await oauthSetUps.find(whose.organizationId, whose.browser, id);
  // The store removes what is over some time later.
  if (!setUp || setUp.expiresAt * 1000 <= now())
    throw new NotFound("This set-up is not under way in this browser, or was begun more than an hour ago.");
  return setUp;
}

/**
 * Atlassian sent the browser back: what it handed out is exchanged for tokens, which stay sealed with the set-up. Coming back twice is as
 * once. Throws NotFound, NotApproved, JiraFailure.
 */
export async function takeApproval(
  ports: SetUpPorts & { atlassianOauth: AtlassianOauth },
  whose: Whose,
  { state, code, redirectUri }: { state: string; code: string | null; redirectUri: string },
): Promise<OauthSetUp> {
  const setUp = await findSetUp(ports, whose, idOf(state));
  const { app, approved } = secretsOf(ports, setUp);
  if (approved) return setUp;
  if (!code) throw new NotApproved();
  const tokens = await ports.atlassianOauth.exchange(app, code, redirectUri);
  const sites = await ports.atlassianOauth.sites(tokens.accessToken);
  const taken = sealed(ports, setUp, { app, approved: { tokens, sites } });
  await ports.oauthSetUps.put(taken);
  return taken;
}
