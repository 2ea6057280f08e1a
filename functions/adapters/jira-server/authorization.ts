import { createPrivateKey, type KeyObject, randomBytes, sign } from "node:crypto";
import OAuth from "oauth-1.0a";
import type { JiraApp, JiraCredentials, JiraToken } from "../../../core/jira-server/ports.ts";

export type Signer = (method: string, url: URL, extra?: Record<string, string>) => string;

/** The key parsed once: that is most of the time of a signature. */
let parsed: { pem: string; key: KeyObject } | undefined;

/**
 * `Authorization` of OAuth 1.0a with RSA-SHA1 (RFC 5849 §3.4.3; behaviour §1.6). A fresh nonce each time: Jira refuses a used one, also
 * on a retry. The URL has to be in canonical form, with no name twice, and a JSON body is never part of the
 * signature.
 */
export const oauthSigner =
  ({ consumerKey, privateKey }: JiraApp, token?: JiraToken): Signer =>
  (method, url, extra = {}) => {
    if (parsed?.pem !== privateKey) parsed = { pem: privateKey, key: createPrivateKey(privateKey) };
    const { key } = parsed;
    const oauth = new OAuth({
      consumer: { key: consumerKey, secret: "" },
      signature_method: "RSA-SHA1",
      hash_function: (base) => sign("RSA-SHA1", Buffer.from(base), key).toString("base64"),
    });
    oauth.getNonce = () => randomBytes(12).toString("hex");
    // The library encodes the names in a URL's query a second time, but what it gets as data only once.
    const request = { method, url: url.origin + url.pathname, data: { ...Object.fromEntries(url.searchParams), ...extra } };
    return oauth.toHeader(oauth.authorize(request, token && { key: token.token, secret: token.tokenSecret })).Authorization;
  };

export const signerOf = (credentials: JiraCredentials): Signer =>
  credentials.kind === "oauth" ? oauthSigner(credentials, credentials) : () => `Bearer ${credentials.token}`;

/** A query as RFC 3986 writes it, which is what is signed and what is sent. */
export function canonical(base: string, query: Record<string, string> = {}): URL {
  const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return new URL(pairs.length > 0 ? `${base}?${pairs.join("&")}` : base);
}
