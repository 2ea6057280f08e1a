import type { App } from "../app.ts";
import type { JiraCloudSite } from "../jira-cloud/server.ts";
import { installToken, isSignedByApp, KID, tenantToken } from "./tokens.ts";

/** As whom the app acts at a site. */
const APP_ACCOUNT = "557058:the-account-of-the-app";

/** A site that installs the app on Connect, tells it what changes, and shows its pages. */
export function tenantOf(app: App, site: JiraCloudSite, clientKey: string) {
  const { api } = app.system;
  let secret = "";
  const badges = new Map<string, unknown>();
  site.state.users.push({
    ...{ accountId: APP_ACCOUNT, accountType: "app", displayName: "Lockstep", email: "app@example.com" },
    ...{ showsEmail: false, active: true, admin: true },
  });
  // A request of the app's is one whose signature fits the secret that was shared last.
  site.callers.push((asked) => (isSignedByApp(asked, secret) ? APP_ACCOUNT : null));
  site.routes.push(({ method, url, body, headers }) => {
    const [, key, name] = /^\/rest\/api\/3\/issue\/([^/]+)\/properties\/(.+)$/.exec(url.pathname) ?? [];
    if (method !== "PUT" || !key || !isSignedByApp({ method, url, headers }, secret)) return null;
    badges.set(`${key} ${decodeURIComponent(name ?? "")}`, JSON.parse(body));
    return { status: 201 };
  });

  const post = async (path: string, body: Buffer | string, authorization: string | null, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, api), {
      method: "POST",
      body: new Uint8Array(Buffer.from(body)),
      headers: { "content-type": "application/json", ...(authorization !== null && { authorization }), ...headers },
    });
    return { status: response.status, text: await response.text() };
  };
  const facts = { issuer: clientKey, audience: api };
  const installation = (over: object = {}) =>
    JSON.stringify({
      ...{ key: `${new URL(api).hostname}.jira`, clientKey, sharedSecret: secret, serverVersion: "100252", pluginsVersion: "1.1000" },
      ...{ baseUrl: site.url, productType: "jira", description: "A site of the tests", eventType: "installed", ...over },
    });
  const signed = (url: string, over: object = {}) => `JWT ${installToken({ ...facts, url, now: Date.now(), ...over })}`;

  return {
    badges,
    post,
    installation,
    signed,
    account: APP_ACCOUNT,
    secret: () => secret,
    /** Installs the app, with a secret of this installation; the key that it is signed with is called so. */
    install: async (next: string, kid = KID) => {
      secret = next;
      return post("/extensions/jira/installed/", installation(), signed("/extensions/jira/installed", { kid }));
    },
    /** The webhook of the app, each attempt signed anew with the secret that is shared then. */
    webhook: () => {
      const url = "/extensions/jira/issue-updated/?user_id=557058%3A1&user_key=ada";
      const sign = () => ({ authorization: `JWT ${tenantToken({ issuer: clientKey, url, now: Date.now(), secret })}` });
      return { url: new URL(url, api).href, sign };
    },
    uninstall: () => post("/extensions/jira/uninstalled/", installation(), signed("/extensions/jira/uninstalled")),
    /** As a webhook of the app is called: with who did it in the address, which is signed. */
    deliver: (body: Buffer | string, { by = secret, over = {}, identifier }: { by?: string; over?: object; identifier?: string } = {}) => {
      const url = `/extensions/jira/issue-updated/?user_id=${encodeURIComponent("557058:1")}&user_key=ada`;
      const token = tenantToken({ issuer: clientKey, url, now: Date.now(), secret: by, over });
      return post(url, body, `JWT ${token}`, identifier ? { "x-atlassian-webhook-identifier": identifier } : {});
    },
    /** The address of a page of the app, as Jira loads it into a frame. */
    pageUrl: (path: string, over: object = {}) => {
      const url = `${path}${path.includes("?") ? "&" : "?"}xdm_e=${encodeURIComponent(site.url)}&cp=&lic=none`;
      return `${url}&jwt=${tenantToken({ issuer: clientKey, method: "GET", url, now: Date.now(), secret, over })}`;
    },
  };
}
