import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Asked, Reply } from "../../../infra/local/sandbox/jira/exchange.ts";
import { approvals } from "./approvals.ts";
import { dynamicWebhooks } from "./dynamic-webhooks.ts";
import { KEY, KID } from "./tokens.ts";

type Site = (asked: Asked) => Promise<Reply | null>;

/** The gateway in front of a site: it hands on what is asked with whoever asks, and what is answered with all that it says. */
export const siteAt =
  (site: { url: string }): Site =>
  async ({ method, url, headers: { authorization = "" }, body }) => {
    const headers = { authorization, "content-type": "application/json" };
    const asked = { method, headers, redirect: "manual", ...(body !== "" && { body }) } as const;
    const response = await fetch(new URL(url.pathname + url.search, site.url), asked);
    const said = [...response.headers].filter(
      ([name]) => !["connection", "keep-alive", "transfer-encoding", "content-length"].includes(name),
    );
    return { status: response.status, headers: Object.fromEntries(said), text: await response.text() };
  };

export type Atlassian = Awaited<ReturnType<typeof startAtlassian>>;

/**
 * Atlassian in small, beside the sites themselves: the keys that installations are signed with, the server where somebody approves an app,
 * and the gateway through which an app asks a site. `site` answers what is asked of one, with its path there.
 */
export async function startAtlassian({ site = async () => null, now = Date.now }: { site?: Site; now?: () => number } = {}) {
  const keys = new Map<string, string>([[KID, KEY.publicKey]]);
  const requests: Asked[] = [];
  const faults = new Map<string, { status: number; body?: string } | "silence" | "lost">();
  const oauth = approvals(now);
  const webhooks = dynamicWebhooks(now);

  const answer = async (asked: Asked): Promise<Reply> => {
    const { pathname } = asked.url;
    const kid = /^\/keys\/(.+)$/.exec(pathname)?.[1];
    if (kid !== undefined) return keys.has(kid) ? { text: `${keys.get(kid)}\n` } : { status: 404, text: "Not found" };
    const [, cloudId, path] = /^\/ex\/jira\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
    if (cloudId === undefined || path === undefined) return oauth.answer(asked) ?? { status: 404, text: "" };
    const grant = oauth.grantOf(asked);
    if (!grant || !oauth.sites.some((it) => it.id === cloudId)) return { status: 401, json: { code: 401, message: "Unauthorized" } };
    const there = { ...asked, url: new URL(path + asked.url.search, asked.url) };
    return webhooks.answer(there, grant) ?? (await site(there)) ?? { status: 404, json: { errorMessages: ["Not found"] } };
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
      const asked: Asked = { method: request.method ?? "GET", url, headers: request.headers, body: "" };
      for await (const chunk of request) asked.body += String(chunk);
      requests.push(asked);
      const fault = [...faults].find(([place]) => url.pathname.startsWith(place))?.[1];
      if (fault === "silence") return;
      const reply = typeof fault === "object" ? { status: fault.status, text: fault.body ?? "" } : await answer(asked).catch(() => null);
      if (reply === null) return void response.destroy();
      if (fault === "lost") return void response.destroy();
      const { status = 200, headers = {}, text, json } = reply as Reply;
      const type = { "content-type": json === undefined ? "text/plain" : "application/json" };
      response.writeHead(status, { ...type, ...headers }).end(json === undefined ? (text ?? "") : JSON.stringify(json));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** As the settings of a stage name it. */
    settings: { connectKeysUrl: `${url}/keys`, atlassianAuthUrl: url, atlassianApiUrl: url },
    keys,
    /** By the beginning of a path. "lost": it is done, and the answer does not arrive. */
    faults,
    requests,
    oauth,
    webhooks,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
