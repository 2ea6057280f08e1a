import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

const NOT_PEM = "Private key must be an unencrypted RSA key in PEM format: from -----BEGIN PRIVATE KEY----- to the END line.";
// Atlassian's own guide made keys of 1024 bits for years.
const LEAST_BITS = 1024;

/** A private key fit for RSA-SHA1 signatures, as PKCS #8 PEM; or what is wrong with the text, which is never quoted. */
export function privateKeyOf(text: string): { pem: string } | { problem: string } {
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    return { problem: `${NOT_PEM}${hint(text)}` };
  }
  if (key.asymmetricKeyType !== "rsa") return { problem: `Jira's signatures need an RSA key; this is a key for ${key.asymmetricKeyType}.` };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS) return { problem: `This RSA key has ${bits} bits. Use one of 2048.` };
  return { pem: key.export({ type: "pkcs8", format: "pem" }).toString() };
}

function hint(text: string): string {
  if (text.includes("ENCRYPTED")) return " This one is protected by a passphrase: remove it first.";
  if (text.includes("PUBLIC KEY")) return " This one is a public key, which belongs into Jira.";
  if (text.includes("OPENSSH PRIVATE KEY")) return " This one is in OpenSSH's own format: convert it with ssh-keygen -p -m PEM.";
  return "";
}

/** What Jira gets: the public half of a key, as SPKI PEM. */
export const publicKeyOf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString().trim();

/** SHA-256 over the public half, as ssh and OpenSSL show it: tells keys apart without showing them. */
export const fingerprintOf = (privateKey: string): string =>
  `SHA256:${createHash("sha256")
    .update(createPublicKey(privateKey).export({ type: "spki", format: "der" }))
    .digest("base64")
    .replace(/=+$/, "")}`;
