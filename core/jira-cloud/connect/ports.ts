import type { Installation, Integration } from "../../trackers/integration.ts";

/** JSON Web Tokens (RFC 7519) with one algorithm each, decided by the caller and never by the token. Times in ms since the Unix epoch. */
export type ConnectJwt = {
  /** What a token says of itself, unverified; null where the text is none. */
  peek(token: string): { header: Record<string, unknown>; claims: Record<string, unknown> } | null;
  /** HS256. */
  sign(claims: object, secret: string): string;
  /** The claims of a token with this signature that holds at `now`, give or take `leewaySeconds`, and ends, unless it is `endless`. Throws on anything else. */
  verify(
    token: string,
    by: { algorithm: "HS256"; secret: string } | { algorithm: "RS256"; publicKey: string; audience: string },
    times: { now: number; leewaySeconds: number; endless?: boolean },
  ): Record<string, unknown>;
};

/** The public keys that Atlassian signs installations with, as PEM. Null for one that there is not. Throws Unavailable. */
export type ConnectKeys = { find(kid: string): Promise<string | null> };

/** Tenants that have installed the app, whichever organizations have them, if any. */
export type ConnectTenants = {
  /**
   * Stores what a tenant is by now; what organizations have of it stays as it is. Watching it goes on from where it was. False when it is
   * no longer what `replaces` says.
   */
  save(integration: Integration, how: { replaces: Integration | null; at: number }): Promise<boolean>;
  /** It is off for everybody, and its secrets are forgotten. Nothing where it was installed anew since. */
  suspend(integration: Integration): Promise<void>;
  /** Gives an organization the installation that it names, beside those of others. False when the tenant is not active any more. */
  join(integration: Integration, installation: Installation, how: { by: number; at: number }): Promise<boolean>;
  /** What the tenant says of itself; what it did not say stays as it is. Nothing where it was installed anew since. */
  noteSite(integration: Integration, site: ConnectSite): Promise<void>;
};

/** Badges on the tickets of a tenant. Throws JiraFailure. */
export type Badges = { set(tenant: Integration, key: string, count: number): Promise<void> };

/** As whom the app acts at a tenant, by account id; what the tenant calls itself, and the address of its picture, where it says so. */
export type ConnectSite = { accountId: string; title: string | null; icon: string | null };
/** Null where the tenant is not connected by Connect. Throws JiraFailure. */
export type SiteOf = (tenant: Integration) => Promise<ConnectSite | null>;
