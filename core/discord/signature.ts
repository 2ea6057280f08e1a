import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { Unauthorized } from "../errors.ts";

/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** Five minutes either way: what is older is a recording. */
const AGE_SECONDS = 300;

let known: { hex: string; key: KeyObject } | undefined;

/**
 * Throws Unauthorized unless the application's key (64 hex digits) signed the timestamp and these very bytes, within five minutes of `now`
 * (ms since the Unix epoch). Ed25519 over both, one after the other: behaviour §9.2, and §13 decision 72 for its being the first thing.
 */
export function checkSignature(signed: {
  publicKey: string;
  signature: string | undefined;
  timestamp: string | undefined;
  body: Buffer;
  now: number;
}): void {
  const { publicKey, signature = "", timestamp = "", body, now } = signed;
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) throw new Unauthorized("invalid request signature");
  if (known?.hex !== publicKey) {
    const der = Buffer.concat([SPKI, Buffer.from(publicKey, "hex")]);
    known = { hex: publicKey, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
  }
  const fits = verify(null, Buffer.concat([Buffer.from(timestamp), body]), known.key, Buffer.from(signature, "hex"));
  if (!fits || Math.abs(now / 1000 - Number(timestamp)) > AGE_SECONDS) throw new Unauthorized("invalid request signature");
}
