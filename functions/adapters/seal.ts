import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { Resource } from "sst";
import type { Seal } from "../../core/ports.ts";
import { checked } from "../secrets.ts";

/** How sealed text begins. What was sealed before there was a number begins with the id of its key. */
const FORMAT = "s1";
/** Where there is no key of before. */
const OFF = "off";

type Key = { id: string; object: KeyObject };
const made = new Map<string, Key>();

/**
 * AES-256-GCM (NIST SP 800-38D) under the app's key, with the context as additional data: `s1.keyId.iv.tag.text`. What the key of before
 * sealed opens as long as that is set, so that a key can be replaced.
 */
export const seal: Seal = {
  close(plain, context) {
    const { id, object } = current();
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", object, iv).setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return [FORMAT, id, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString("base64url"))].join(".");
  },

  open(sealed, context) {
    const { keyId, iv, tag, text } = partsOf(sealed);
    const key = [current(), former()].find((it) => it?.id === keyId);
    if (!key || !iv || !tag || text === undefined) throw new Error("Sealed with a key that is not there");
    const decipher = createDecipheriv("aes-256-gcm", key.object, Buffer.from(iv, "base64url"), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8");
  },
};

/** Whether it was sealed as it would be now. */
export const isSealedNow = (sealed: string): boolean => sealed.startsWith(`${FORMAT}.${current().id}.`);

function partsOf(sealed: string) {
  const parts = sealed.split(".");
  const [format = ""] = parts;
  if (/^s\d+$/.test(format) && format !== FORMAT) throw new Error("Sealed in a format that this version does not know");
  const [keyId, iv, tag, text] = format === FORMAT ? parts.slice(1) : parts;
  return { keyId, iv, tag, text };
}

const current = (): Key => keyOf(checked("SealKey", Resource.SealKey.value));

function former(): Key | null {
  const value = checked("SealKeyBefore", Resource.SealKeyBefore.value);
  return value === OFF ? null : keyOf(value);
}

/** The secret is any long enough random text; its SHA-256 is the key, and a hash of that tells keys apart. */
function keyOf(secret: string): Key {
  const known = made.get(secret);
  if (known) return known;
  const bytes = createHash("sha256").update(secret).digest();
  const key = { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), object: createSecretKey(bytes) };
  made.set(secret, key);
  return key;
}
