import { verify } from "node:crypto";

/** What an OAuth 1.0a request says in its header, without the scheme and the quotes. */
export function oauthParameters(authorization: string | undefined): Record<string, string> | null {
  if (!authorization?.startsWith("OAuth ")) return null;
  const pairs = [...authorization.slice(6).matchAll(/([\w.-]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [decodeURIComponent(name), decodeURIComponent(value)]));
}

type Signed = { method: string; url: URL; parameters: Record<string, string>; body?: URLSearchParams };

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);

/** Written from RFC 5849 §3.4.1, and knowing nothing of how the client signs. */
export function baseString({ method, url, parameters, body = new URLSearchParams() }: Signed): string {
  const own = Object.entries(parameters).filter(([name]) => name !== "oauth_signature" && name !== "realm");
  const all = [...own, ...url.searchParams, ...body].map(([name, value]) => [encode(name), encode(value)] as const);
  all.sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const normalized = all.map(([name, value]) => `${name}=${value}`).join("&");
  return [method.toUpperCase(), `${url.protocol}//${url.host}${url.pathname}`, normalized].map(encode).join("&");
}

/** RSA-SHA1 (RFC 5849 §3.4.3). */
export const isSigned = (request: Signed, publicKey: string): boolean =>
  request.parameters.oauth_signature_method === "RSA-SHA1" &&
  verify("RSA-SHA1", Buffer.from(baseString(request)), publicKey, Buffer.from(request.parameters.oauth_signature ?? "", "base64"));
