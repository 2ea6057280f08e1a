import type { Integration } from "../../trackers/integration.ts";
import type { OauthCredentials } from "./credentials.ts";

/** An app of OAuth 2.0 (3LO), as Atlassian's developer console has it. */
export type OauthApp = { clientId: string; clientSecret: string };
/** What an app asks Jira with; `endsAt` in ms since the Unix epoch, of the access token. A refresh token is good for one use. */
export type OauthTokens = { accessToken: string; refreshToken: string; endsAt: number };
/** A site that somebody gave the app access to; `url` without a slash at its end. */
export type OauthSite = { id: string; name: string; url: string };

/** Atlassian's authorization server. Every method throws JiraFailure: "unauthorized" where a code or a token is not, or no longer, good. */
export type AtlassianOauth = {
  exchange(app: OauthApp, code: string, redirectUri: string): Promise<OauthTokens>;
  refresh(app: OauthApp, refreshToken: string): Promise<OauthTokens>;
  sites(accessToken: string): Promise<OauthSite[]>;
};

/** Whose turn it is to get new tokens for an integration: a refresh token that is used twice ends them all. */
export type OauthTurns = {
  /** Takes the turn until then, in ms since the Unix epoch. False where somebody has it at `now`, or the credentials are not these any more. */
  take(integration: Integration, turn: { by: string; now: number; until: number }): Promise<boolean>;
  /** Stores what was got instead of what the integration has, and ends the turn, in one step. False where it has something else by now. */
  store(integration: Integration, sealedCredentials: string): Promise<boolean>;
  /** Gives the turn back as it is. */
  giveBack(integration: Integration, by: string): Promise<void>;
  /** The app has another webhook there now. Nothing where it was connected anew since. */
  noteWebhook(integration: Integration, webhookId: string): Promise<void>;
};

/** A set-up on its way through Atlassian, for an hour. It belongs to the browser that began it; what is secret in it is sealed. */
export type OauthSetUp = {
  /** SHA-256 of the `state` that Atlassian hands back. */
  id: string;
  organizationId: number;
  userId: number;
  browser: string;
  sealed: string;
  /** Seconds since the Unix epoch. */
  expiresAt: number;
};
export type OauthSetUps = {
  put(setUp: OauthSetUp): Promise<void>;
  find(organizationId: number, browser: string, id: string): Promise<OauthSetUp | null>;
  remove(setUp: OauthSetUp): Promise<void>;
};

/** Webhooks that an app has with a site, as its REST interface has them. Every method throws JiraFailure. */
export type DynamicWebhooks = {
  list(): Promise<{ id: string; jqlFilter: string }[]>;
  register(webhook: { url: string; events: readonly string[]; jqlFilter: string }): Promise<string>;
  /** Thirty days from now on; false where one of them is not there any more. */
  refresh(ids: readonly string[]): Promise<boolean>;
  remove(ids: readonly string[]): Promise<void>;
  projects(): Promise<{ id: string }[]>;
};

/** A site, asked with credentials of an app: whose account they are, and the app's webhooks there. */
export type OauthSiteOf = (
  integration: Integration,
  credentials: OauthCredentials,
) => { account(): Promise<string>; webhooks: DynamicWebhooks };
