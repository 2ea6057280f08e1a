import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { Resource } from "sst";
import type { Seal } from "../../core/ports.ts";
import { checked } from "../secrets.ts";

let key: { id: string; object: KeyObject } | undefined;

/** AES-256-GCM (NIST SP 800-38D) under the app's key, with the context as additional data. `keyId.iv.tag.text`, so that keys can be rotated. */
export const seal: Seal = {
  close(plain, context) {
    const { id, object } = current();
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", object, iv).setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return [id, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString("base64url"))].join(".");
  },

  open(sealed, context) {
    const { id, object } = current();
    const [keyId, iv, tag, text] = sealed.split(".");
    if (keyId !== id || !iv || !tag || text === undefined) throw new Error("Sealed with a key that is not there");
    const decipher = createDecipheriv("aes-256-gcm", object, Buffer.from(iv, "base64url"), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8");
  },
};

/** The secret is any long enough random text; its SHA-256 is the key, and a hash of that tells keys apart. */
function current() {
  if (!key) {
    const bytes = createHash("sha256").update(checked("SealKey", Resource.SealKey.value)).digest();
    key = { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), object: createSecretKey(bytes) };
  }
  return key;
}
