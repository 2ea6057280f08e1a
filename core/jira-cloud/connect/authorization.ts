import type { ConnectJwt } from "./ports.ts";
import { queryHash } from "./query-hash.ts";

/** Seconds that a request of ours may be on its way (behaviour §2.3). */
const SECONDS = 300;

/**
 * The `Authorization` of a request of ours to a tenant (behaviour §2.3): signed with the secret that it shares, for this request alone.
 * `baseUrl` is where the tenant's Jira begins, which may be a path of its host.
 */
export function connectAuthorization(
  jwt: Pick<ConnectJwt, "sign">,
  { appKey, sharedSecret, baseUrl, now }: { appKey: string; sharedSecret: string; baseUrl: string; now: number },
  { method, url }: { method: string; url: URL },
): string {
  const begins = new URL(baseUrl).pathname.replace(/\/+$/, "");
  const isBelow = url.pathname === begins || url.pathname.startsWith(`${begins}/`);
  const path = isBelow ? url.pathname.slice(begins.length) : url.pathname;
  const iat = Math.floor(now / 1000);
  const claims = { iss: appKey, iat, exp: iat + SECONDS, qsh: queryHash({ method, path, query: url.searchParams }) };
  return `JWT ${jwt.sign(claims, sharedSecret)}`;
}
