import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import {
  AsymmetricAlgorithm,
  createQueryStringHash,
  decodeSymmetric,
  encodeAsymmetric,
  encodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from "atlassian-jwt";
import type { Asked } from "../../../infra/local/sandbox/jira/exchange.ts";

/** The key that Atlassian signs installations with, as the tests' Atlassian has it. */
export const KEY = pair();
/** Somebody else's. */
export const OTHER_KEY = pair();
export const KID = "5b1d6b54-8a37-4b0e-9c3a-7b1c9d1a0f10";

function pair() {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

const hashOf = (method: string, url: string): string => createQueryStringHash(fromMethodAndUrl(method, url), false, "");

type Facts = { issuer: string; method?: string; url: string; now: number; over?: object };
/** As Atlassian's own library signs what a tenant sends: the hash of the request, for three minutes. */
const claimsOf = ({ issuer, method = "POST", url, now, over = {} }: Facts) => {
  const iat = Math.floor(now / 1000);
  return { iss: issuer, iat, exp: iat + 180, qsh: hashOf(method, url), ...over };
};

export const tenantToken = (facts: Facts & { secret: string }): string =>
  encodeSymmetric(claimsOf(facts), facts.secret, SymmetricAlgorithm.HS256);

export const installToken = (facts: Facts & { audience: string; privateKey?: string; kid?: string }): string =>
  encodeAsymmetric({ aud: [facts.audience], ...claimsOf(facts) }, facts.privateKey ?? KEY.privateKey, AsymmetricAlgorithm.RS256, {
    kid: facts.kid ?? KID,
  });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as no library makes one: any header over these claims, signed by HMAC, by RSA, or not at all. */
export function forged(header: object, facts: Facts, by: { hmac: string } | { rsa: string } | null, digest = "sha256"): string {
  const input = `${part(header)}.${part(claimsOf(facts))}`;
  if (by === null) return `${input}.`;
  const signature =
    "hmac" in by
      ? createHmac(digest, by.hmac).update(input).digest("base64url")
      : createSign("RSA-SHA256").update(input).sign(by.rsa, "base64url");
  return `${input}.${signature}`;
}

/** Whether a request of an app is signed with the secret that a tenant shares with it, for this very request, and is not over. */
export function isSignedByApp({ method, url, headers }: Pick<Asked, "method" | "url" | "headers">, secret: string): boolean {
  const [, token] = /^JWT (\S+)$/.exec(headers.authorization ?? "") ?? [];
  if (!token) return false;
  try {
    const { qsh, exp } = decodeSymmetric(token, secret, SymmetricAlgorithm.HS256);
    return qsh === hashOf(method, url.pathname + url.search) && exp > Date.now() / 1000;
  } catch {
    return false;
  }
}
