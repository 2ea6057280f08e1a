import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloudCredentialsOf, sealCloudCredentials } from "../../core/jira-cloud/credentials.ts";
import { holdingTokens, type TokenPorts } from "../../core/jira-cloud/oauth/access-token.ts";
import { type OauthCredentials, oauthExternalId } from "../../core/jira-cloud/oauth/credentials.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { oauthTurns } from "../../functions/adapters/dynamo/oauth-turns.ts";
import { atlassianOauth } from "../../functions/adapters/jira-cloud/oauth.ts";
import { log } from "../../functions/adapters/log.ts";
import { random } from "../../functions/adapters/random.ts";
import { APP } from "../support/atlassian/approvals.ts";
import { type Atlassian, startAtlassian } from "../support/atlassian/server.ts";
import { anIntegration } from "../support/fake-integrations.ts";
import { plainSeal as seal } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const REDIRECT = "https://errors.example.com/extensions/jira/oauth/setup/";
let table: TableForTests;
let atlassian: Atlassian;
let time = 0;
const now = () => time;
beforeAll(async () => {
  atlassian = await startAtlassian();
  table = await startTable({ Settings: { allowPrivateHosts: "1", ...atlassian.settings } });
  atlassian.oauth.apps.set(APP.clientId, { secret: APP.clientSecret, redirectUri: REDIRECT });
});
afterAll(() => Promise.all([table.stop(), atlassian.stop()]));
beforeEach(() => {
  time = Date.now();
  atlassian.faults.clear();
});

const ports: TokenPorts = {
  ...{ integrations, seal, random, now, log, atlassianOauth, oauthTurns },
  pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
};

/** The access token that an integration has to be asked with. */
async function accessTokenOf(needed: TokenPorts, integration: Integration, how: { refused?: string } = {}): Promise<string> {
  const remembered = cloudCredentialsOf({ seal }, integration) as OauthCredentials;
  return (await holdingTokens(needed, integration, { remembered, ...how })).accessToken;
}

let serial = 0;
/** An integration whose app somebody has just approved; its access token ends when told. */
async function approved({ over = true } = {}) {
  serial += 1;
  const id = 6100 + serial;
  const address = `https://auth.example.com/authorize?${new URLSearchParams({ client_id: APP.clientId, redirect_uri: REDIRECT, state: "s" })}`;
  const code = atlassian.oauth.approve(address).searchParams.get("code") ?? "";
  const tokens = await atlassianOauth.exchange(APP, code, REDIRECT);
  const credentials: OauthCredentials = { kind: "oauth", ...APP, cloudId: "cloud", ...tokens, ...(over && { endsAt: 0 }) };
  const integration: Integration = anIntegration({
    ...{ id, provider: "jira", externalId: `${oauthExternalId(APP.clientId)}-${serial}`, baseUrl: "https://acme.atlassian.example" },
    ...{ sealedCredentials: sealCloudCredentials({ seal }, id, credentials), sealedWebhookSecret: "sealed", installations: [] },
  });
  await integrations.put(integration);
  const stored = async () =>
    cloudCredentialsOf({ seal }, (await integrations.find("jira", integration.externalId)) as Integration) as OauthCredentials;
  const [grant] = atlassian.oauth.grants.slice(-1);
  return { integration, tokens, stored, grant: grant!, count: atlassian.oauth.refreshed.count };
}

describe("tokens of OAuth 2.0", () => {
  test("one that holds is used as it is: nothing is asked, nothing read", async () => {
    const { integration, tokens, count } = await approved({ over: false });
    const deaf = { ...ports, integrations: { ...integrations, find: () => Promise.reject(new Error("read")) } };
    expect(await accessTokenOf(deaf, integration)).toBe(tokens.accessToken);
    expect(atlassian.oauth.refreshed.count).toBe(count);
  });

  test("one that is over is renewed; what came is stored whole, and is used by whoever remembers the old one", async () => {
    const { integration, stored, grant, count } = await approved();
    const token = await accessTokenOf(ports, integration);
    expect(token).toBe(grant.access);
    expect(await stored()).toMatchObject({
      accessToken: token,
      refreshToken: grant.refresh,
      clientSecret: APP.clientSecret,
      cloudId: "cloud",
    });
    expect(await accessTokenOf(ports, integration)).toBe(token);
    expect(atlassian.oauth.refreshed.count).toBe(count + 1);
    expect(grant.revoked).toBe(false);
  });

  test("asked for forty times at once it is renewed once, and nobody's refresh token is used twice", async () => {
    const { integration, grant, count } = await approved();
    const all = await Promise.all(Array.from({ length: 40 }, () => accessTokenOf(ports, integration)));
    expect(new Set(all)).toEqual(new Set([grant.access]));
    expect(atlassian.oauth.refreshed.count).toBe(count + 1);
    expect(grant.revoked).toBe(false);
  });

  test("it is stored before anybody uses it: what cannot be stored is not answered", async () => {
    const { integration } = await approved();
    const broken = { ...oauthTurns, store: () => Promise.reject(new Error("The database is gone")) };
    await expect(accessTokenOf({ ...ports, oauthTurns: broken }, integration)).rejects.toThrow("The database is gone");
  });

  test("one that is over within a minute is renewed, and what somebody who connected it anew kept from being stored is not answered", async () => {
    const { integration, tokens, count } = await approved({ over: false });
    time = tokens.endsAt - 59_000;
    const refused = { ...ports, oauthTurns: { ...oauthTurns, store: async () => false } };
    await expect(accessTokenOf(refused, integration)).rejects.toMatchObject({ status: 503 });
    expect(atlassian.oauth.refreshed.count).toBe(count + 1);
  });

  test("one that Jira refuses before its time is renewed, once", async () => {
    const { integration, tokens, grant, count } = await approved({ over: false });
    const again = await accessTokenOf(ports, integration, { refused: tokens.accessToken });
    expect(again).toBe(grant.access);
    expect(again).not.toBe(tokens.accessToken);
    // Others who were refused the same one find the new one.
    expect(await accessTokenOf(ports, integration, { refused: tokens.accessToken })).toBe(again);
    expect(atlassian.oauth.refreshed.count).toBe(count + 1);
  });

  test("access that was withdrawn in the middle is said, with what to do; the stored tokens stay", async () => {
    const { integration, stored, grant } = await approved();
    const before = await stored();
    grant.revoked = true;
    const failure = await accessTokenOf(ports, integration).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: "unauthorized", retry: false, todo: expect.stringContaining("Connect this Jira again") });
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/access-|refresh-|secret-of-the-app/);
    expect(await stored()).toEqual(before);
  });

  test("a server that does not answer as it should is asked again: the turn is given back", async () => {
    const { integration, grant } = await approved();
    for (const fault of [{ status: 503 }, { status: 429 }, { status: 200, body: "<html>" }]) {
      atlassian.faults.set("/oauth/token", fault);
      const kind = { 503: "unavailable", 429: "limited", 200: "not_jira" }[fault.status];
      await expect(accessTokenOf(ports, integration)).rejects.toMatchObject({ kind });
    }
    atlassian.faults.clear();
    expect(await accessTokenOf(ports, integration)).toBe(grant.access);
  });

  test("whoever died with the turn loses it, and until then others wait and say so", async () => {
    const { integration, grant } = await approved();
    expect(await oauthTurns.take(integration, { by: "somebody who died", now: time, until: time + 15_000 })).toBe(true);
    expect(await oauthTurns.take(integration, { by: "another", now: time, until: time + 15_000 })).toBe(false);
    const impatient = { ...ports, pause: async () => {} };
    await expect(accessTokenOf(impatient, integration)).rejects.toMatchObject({ kind: "unavailable" });
    const later = { ...ports, now: () => time + 15_000 };
    expect(await accessTokenOf(later, integration)).toBe(grant.access);
    expect(await oauthTurns.store(integration, "late")).toBe(false);
  });

  test("whoever was slow and lost the turn stores what is good all the same, and who came after finds it", async () => {
    const { integration, tokens, grant } = await approved();
    await oauthTurns.take(integration, { by: "slow", now: time, until: time + 15_000 });
    const got = await atlassianOauth.refresh(APP, tokens.refreshToken);
    const after = {
      ...ports,
      now: () => time + 15_000,
      atlassianOauth: {
        ...atlassianOauth,
        refresh: async (app: typeof APP, token: string) => {
          const before = cloudCredentialsOf({ seal }, integration) as OauthCredentials;
          const sealed = sealCloudCredentials({ seal }, integration.id, { ...before, ...got });
          expect(await oauthTurns.store(integration, sealed)).toBe(true);
          return atlassianOauth.refresh(app, token);
        },
      },
    };
    expect(await accessTokenOf(after, integration)).toBe(got.accessToken);
    expect(grant.used).toContain(tokens.refreshToken);
  });

  test("a turn is given back by whoever has it alone", async () => {
    const { integration } = await approved();
    const take = (by: string) => oauthTurns.take(integration, { by, now: time, until: time + 1000 });
    expect(await take("one")).toBe(true);
    await oauthTurns.giveBack(integration, "another");
    expect(await take("third")).toBe(false);
    await oauthTurns.giveBack(integration, "one");
    expect(await take("third")).toBe(true);
  });

  test("whoever connects it anew ends the turn", async () => {
    const { integration } = await approved();
    await oauthTurns.take(integration, { by: "slow", now: time, until: time + 15_000 });
    await integrations.put({ ...integration, sealedCredentials: "anew" });
    expect(await oauthTurns.store(integration, "old")).toBe(false);
    expect(await integrations.find("jira", integration.externalId)).toEqual({ ...integration, sealedCredentials: "anew" });
  });

  test("one that is not connected any more has none", async () => {
    const { integration } = await approved();
    await integrations.put({ ...integration, status: "disabled" });
    await expect(accessTokenOf(ports, integration)).rejects.toMatchObject({ kind: "unauthorized" });
  });
});
