import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import type { Checksum, SourceData } from "@smithy/types";

/** Keys are the same bytes all day long, and making one ready takes six times as long as to sign with it. */
const ready = new WeakMap<object, KeyObject>();

function keyOf(secret: SourceData): KeyObject | string {
  if (typeof secret === "string") return secret;
  const known = ready.get(secret) ?? createSecretKey(secret as Uint8Array);
  ready.set(secret, known);
  return known;
}

/** SHA-256, or its HMAC with a secret, for the SDK to sign with: what is hashed comes at once. */
export class Sha256 implements Checksum {
  readonly #secret: SourceData | undefined;
  #data: Uint8Array = new Uint8Array();

  constructor(secret?: SourceData) {
    this.#secret = secret;
  }

  update(data: Uint8Array): void {
    this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
  }

  async digest(): Promise<Uint8Array> {
    if (this.#secret === undefined) return hash("sha256", this.#data, "buffer");
    return createHmac("sha256", keyOf(this.#secret)).update(this.#data).digest();
  }

  reset(): void {
    this.#data = new Uint8Array();
  }
}
