import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether an `X-Hub-Signature` header is the HMAC-SHA256 of these bytes under the webhook's secret
 * (https://confluence.atlassian.com/adminjiraserver/managing-webhooks-938846912.html). Other methods are refused; compared in constant time.
 */
export function isBodySigned(body: Uint8Array, signature: string, secret: string): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(signature.trim()) ?? [];
  if (hex === undefined) return false;
  return timingSafeEqual(createHmac("sha256", secret).update(body).digest(), Buffer.from(hex, "hex"));
}
