import { encodeSymmetric, SymmetricAlgorithm } from "atlassian-jwt";
import { Resource } from "sst";
import { oauthExternalId } from "../../core/jira-cloud/oauth/credentials.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { type App, startApp } from "./app.ts";
import { APP } from "./atlassian/approvals.ts";
import { tenantOf } from "./atlassian/connect-tenant.ts";
import { siteAt, startAtlassian } from "./atlassian/server.ts";
import { KEY } from "./atlassian/tokens.ts";
import { connectCloud, connected, ITS_ACCOUNT, LOCKSTEP } from "./connected-cloud.ts";
import { type JiraCloudSite, startJiraCloud } from "./jira-cloud/server.ts";
import { visitorOf } from "./visitor.ts";

/** What happens to a way in, and what ends it: trouble that is not the site's. */
export type Trouble = () => Promise<() => Promise<unknown>>;
export type CloudWorld = {
  app: App;
  site: JiraCloudSite;
  lockstep: Awaited<ReturnType<typeof connected>>;
  /** As whom Lockstep acts there. */
  account: string;
  troubles: Record<string, Trouble>;
  stop: () => Promise<unknown>;
};

/** Lockstep and a small site of Jira Cloud, connected in one of the three ways. */
export const CLOUD_WAYS = { "an API token": byToken, "Atlassian Connect": byConnect, "OAuth 2.0": byOauth };

async function byToken(): Promise<CloudWorld> {
  const [app, site] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud()]);
  const lockstep = await connectCloud(app, site);
  const revoked: Trouble = async () => {
    site.state.tokens.clear();
    return async () => {
      const { email, token } = site.tokenOf(LOCKSTEP);
      const form = await lockstep.visitor.visit("/settings/acme/integrations/jira-cloud/new/");
      return lockstep.visitor.submit(form, "Connect", { site: site.url, email, token });
    };
  };
  return { app, site, lockstep, account: LOCKSTEP, troubles: { revoked }, stop: () => Promise.all([site.stop(), app.stop()]) };
}

const TENANT = "ba4c9a3e-0e5a-3d0c-a1c8-51a5e2f2d6b3";

async function byConnect(): Promise<CloudWorld> {
  const [app, site, atlassian] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud(), startAtlassian()]);
  Object.assign(Resource.Settings, atlassian.settings);
  const jira = tenantOf(app, site, TENANT);
  await jira.install("the first secret that Jira shares");
  const visitor = visitorOf(app);
  await visitor.signIn();
  const framed = await (await fetch(new URL(jira.pageUrl("/extensions/jira/ui-hook/"), app.system.api))).text();
  const [, link = ""] = /href="([^"]*\/configure\/[^"]*)"/.exec(framed) ?? [];
  await visitor.submit(await visitor.visit(new URL(link).pathname), "Connect");
  const known = await integrations.find("jira", TENANT);
  site.state.webhooks.set("connect", { ...jira.webhook(), events: ["jira:issue_updated"] });
  const lockstep = await connected(app, site, String(known?.id), visitor);
  const uninstalled: Trouble = async () => {
    await jira.uninstall();
    return () => jira.install("another secret, of an installation anew");
  };
  // What Jira shared is not known here until it says so again.
  const keysDown: Trouble = async () => {
    atlassian.keys.set("another-key", KEY.publicKey);
    atlassian.faults.set("/keys/", { status: 503 });
    await jira.install("a secret that came while the keys could not be had", "another-key");
    return async () => {
      atlassian.faults.clear();
      return jira.install(jira.secret(), "another-key");
    };
  };
  const stop = () => Promise.all([site.stop(), atlassian.stop(), app.stop()]);
  return { app, site, lockstep, account: jira.account, troubles: { uninstalled, keysDown }, stop };
}

async function byOauth(): Promise<CloudWorld> {
  const [app, site] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud()]);
  const atlassian = await startAtlassian({ site: siteAt(site), now: () => Date.now() });
  Object.assign(Resource.Settings, atlassian.settings);
  Object.assign(atlassian.oauth.sites[0]!, { id: site.state.cloudId });
  atlassian.oauth.apps.set(APP.clientId, { secret: APP.clientSecret, redirectUri: `${app.system.api}/extensions/jira/oauth/setup/` });
  site.state.users.push(ITS_ACCOUNT);
  site.callers.push((asked) => (atlassian.oauth.grantOf(asked) ? LOCKSTEP : null));
  const visitor = visitorOf(app);
  await visitor.signIn();
  const approve = async () => {
    const form = await visitor.visit("/settings/acme/integrations/jira-cloud/new/oauth/");
    const sent = await visitor.submit(form, "Continue to Atlassian", { client_id: APP.clientId, client_secret: APP.clientSecret });
    const back = atlassian.oauth.approve(sent.headers.get("location") ?? "");
    return visitor.submit(await visitor.visit(back.pathname + back.search), "Finish");
  };
  await approve();
  const known = await integrations.find("jira", oauthExternalId(APP.clientId));
  const sign = () => {
    const token = encodeSymmetric({ iss: "jira", exp: Math.floor(Date.now() / 1000) + 300 }, APP.clientSecret, SymmetricAlgorithm.HS256);
    return { authorization: `Bearer ${token}` };
  };
  const url = `${app.system.api}/extensions/jira/oauth/issue-updated/${APP.clientId}/`;
  site.state.webhooks.set("oauth", { url, events: ["jira:issue_updated"], sign });
  const lockstep = await connected(app, site, String(known?.id), visitor);
  /** The access token is over, and another cannot be had in this way. */
  const over =
    (fault: { status: number } | "lost"): Trouble =>
    async () => {
      for (const it of atlassian.oauth.grants) it.accessEnds = 0;
      atlassian.faults.set("/oauth/token", fault);
      return async () => {
        atlassian.faults.clear();
        // Whose new tokens were lost uses the old ones again, which ends the approval: somebody approves once more.
        if (fault === "lost") await approve();
      };
    };
  const revoked: Trouble = async () => {
    for (const it of atlassian.oauth.grants) it.revoked = true;
    return approve;
  };
  const troubles = { refused: over({ status: 503 }), limited: over({ status: 429 }), lost: over("lost"), revoked };
  return { app, site, lockstep, account: LOCKSTEP, troubles, stop: () => Promise.all([site.stop(), atlassian.stop(), app.stop()]) };
}
