import * as z from "zod";
import type { AtlassianOauth, OauthApp, OauthTokens } from "../../../core/jira-cloud/oauth/ports.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { now } from "../clock.ts";
import { type Asked, send } from "../jira-server/transport.ts";
import { atlassianApiUrl, atlassianAuthUrl } from "../settings.ts";

const Tokens = z.object({
  access_token: z.string().min(1).max(10_000),
  refresh_token: z.string().min(1).max(10_000),
  expires_in: z.number().positive(),
});
const Sites = z.array(z.object({ id: z.string().min(1).max(100), name: z.string(), url: z.url() }));
const Refusal = z.object({ error: z.string() });

export const atlassianOauth: AtlassianOauth = {
  exchange: (app, code, redirectUri) => tokens(app, { grant_type: "authorization_code", code, redirect_uri: redirectUri }),
  refresh: (app, refreshToken) => tokens(app, { grant_type: "refresh_token", refresh_token: refreshToken }),

  async sites(accessToken) {
    const url = new URL(`${atlassianApiUrl()}/oauth/token/accessible-resources`);
    const all = await asked({ method: "GET", url, headers: { accept: "application/json", authorization: `Bearer ${accessToken}` } }, Sites);
    return all.map((it) => ({ ...it, url: it.url.replace(/\/+$/, "") }));
  },
};

async function tokens({ clientId, clientSecret }: OauthApp, grant: Record<string, string>): Promise<OauthTokens> {
  const url = new URL(`${atlassianAuthUrl()}/oauth/token`);
  const body = JSON.stringify({ ...grant, client_id: clientId, client_secret: clientSecret });
  const headers = { accept: "application/json", "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
  const got = await asked({ method: "POST", url, headers, body }, Tokens);
  return { accessToken: got.access_token, refreshToken: got.refresh_token, endsAt: now() + got.expires_in * 1000 };
}

async function asked<T>(request: Omit<Asked, "verifySsl">, schema: z.ZodType<T>): Promise<T> {
  const { host } = request.url;
  const { status, text } = await send({ ...request, verifySsl: true });
  const value = parsed(text);
  if (status === 429 || status >= 500) throw new JiraFailure(status === 429 ? "limited" : "unavailable", { host });
  if (status < 200 || status > 299) {
    // RFC 6749, 5.2: `error` is one of a few words; what else may be in the answer is kept to itself.
    const { data } = Refusal.safeParse(value);
    throw new JiraFailure("unauthorized", { host, details: data && /^[a-z_]{1,60}$/.test(data.error) ? `It says ${data.error}.` : "" });
  }
  const shaped = schema.safeParse(value);
  if (shaped.success) return shaped.data;
  throw new JiraFailure("not_jira", {
    host,
    details: `Unexpected in its answer: ${shaped.error.issues[0]?.path.join(".") || "its form"}.`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
