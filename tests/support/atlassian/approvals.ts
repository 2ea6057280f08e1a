import { randomBytes } from "node:crypto";
import type { Asked, Reply } from "../../../infra/local/sandbox/jira/exchange.ts";

export const APP = { clientId: "Xk29fPq7LmZ0aB3c", clientSecret: "ATOAsecret-of-the-app-in-the-console" };
const ACCESS_SECONDS = 3600;

/** What somebody approved: one access token and one refresh token that are good, of all that there were. */
export type Grant = { clientId: string; access: string; accessEnds: number; refresh: string; used: Set<string>; revoked: boolean };

const text = () => randomBytes(12).toString("hex");

/** The server where somebody approves an app. A refresh token is good once: used again it ends the whole approval. */
export function approvals(now: () => number) {
  const apps = new Map<string, { secret: string; redirectUri: string }>();
  const codes = new Map<string, { clientId: string; redirectUri: string }>();
  const grants: Grant[] = [];
  const sites = [
    { id: "1324a887-45db-1bf4-1e99-ef0ff456d421", name: "acme", url: "https://acme.atlassian.example", scopes: [], avatarUrl: "" },
  ];
  const refreshed = { count: 0 };

  const renew = (grant: Grant): Reply => {
    grant.used.add(grant.refresh);
    Object.assign(grant, { access: `access-${text()}`, refresh: `refresh-${text()}`, accessEnds: now() + ACCESS_SECONDS * 1000 });
    const scope = "offline_access read:jira-work write:jira-work read:jira-user manage:jira-webhook";
    return { json: { access_token: grant.access, refresh_token: grant.refresh, expires_in: ACCESS_SECONDS, token_type: "Bearer", scope } };
  };

  const tokens = (body: Record<string, string>): Reply => {
    const app = apps.get(body.client_id ?? "");
    if (!app || app.secret !== body.client_secret)
      return { status: 401, json: { error: "access_denied", error_description: "Unauthorized" } };
    if (body.grant_type === "authorization_code") {
      const code = codes.get(body.code ?? "");
      codes.delete(body.code ?? "");
      if (!code || code.clientId !== body.client_id || code.redirectUri !== body.redirect_uri)
        return { status: 403, json: { error: "invalid_grant", error_description: "Invalid authorization code" } };
      const grant = { clientId: code.clientId, access: "", accessEnds: 0, refresh: "", used: new Set<string>(), revoked: false };
      grants.push(grant);
      return renew(grant);
    }
    const grant = grants.find((it) => it.refresh === body.refresh_token || it.used.has(body.refresh_token ?? ""));
    if (grant?.used.has(body.refresh_token ?? "")) grant.revoked = true;
    if (!grant || grant.revoked || grant.clientId !== body.client_id)
      return { status: 403, json: { error: "unauthorized_client", error_description: "refresh_token is invalid" } };
    refreshed.count += 1;
    return renew(grant);
  };

  const grantOf = ({ headers }: Pick<Asked, "headers">): Grant | undefined =>
    grants.find((it) => headers.authorization === `Bearer ${it.access}` && it.accessEnds > now() && !it.revoked);

  return {
    /** As if somebody had approved an app for a site, long ago. */
    approved({ clientId, cloudId }: { clientId: string; cloudId: string }) {
      const grant = { clientId, access: "", accessEnds: 0, refresh: "", used: new Set<string>(), revoked: false };
      grants.push(grant);
      renew(grant);
      sites.push({ ...sites[0]!, id: cloudId });
      return { accessToken: grant.access, refreshToken: grant.refresh, endsAt: grant.accessEnds };
    },
    apps,
    grants,
    sites,
    /** How often tokens were renewed. */
    refreshed,
    grantOf,
    /** Somebody approves what the browser was sent to ask: where it is sent back to. */
    approve(address: string): URL {
      const { searchParams } = new URL(address);
      const [clientId, redirectUri, state] = ["client_id", "redirect_uri", "state"].map((it) => searchParams.get(it) ?? "") as [
        string,
        string,
        string,
      ];
      if (apps.get(clientId)?.redirectUri !== redirectUri) throw new Error("The callback URL is not the app's");
      const code = `code-${text()}`;
      codes.set(code, { clientId, redirectUri });
      const back = new URL(redirectUri);
      back.search = String(new URLSearchParams({ state, code }));
      return back;
    },
    answer(asked: Asked): Reply | null {
      if (asked.method === "POST" && asked.url.pathname === "/oauth/token") return tokens(JSON.parse(asked.body));
      if (asked.url.pathname !== "/oauth/token/accessible-resources") return null;
      return grantOf(asked) ? { json: sites } : { status: 401, json: { code: 401, message: "Unauthorized" } };
    },
  };
}
