import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { AppError, Invalid } from "../../core/errors.ts";

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

const DECODERS: Record<string, Decoder> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  br: brotliDecompressSync,
  // RFC 9110 §8.4.1.2 says zlib, but some senders leave its header out.
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync : inflateRawSync)(bytes, options),
};

const OPENING_BRACE = 0x7b;

/** A body without its Content-Encoding. Throws Invalid where it does not decode, 413 where it would become more than `limit` bytes. */
export function decodeBody(body: Buffer, encoding: string | undefined, limit: number): Buffer {
  const named = encoding?.trim().toLowerCase() || "identity";
  // API Gateway may have inflated the body already, and leaves the header.
  const name = named === "gzip" && body[0] === OPENING_BRACE ? "identity" : named;
  if (name !== "identity" && !Object.hasOwn(DECODERS, name)) throw new Invalid("The Content-Encoding is not supported.");
  const decoded = name === "identity" ? body : decode(DECODERS[name]!, body, limit);
  if (decoded.length > limit) throw tooLarge();
  return decoded;
}

/** As raven clients send events: the Base64 of zlib, which no header says. JSON is left as it is. */
export function decodeUnmarked(body: Buffer, limit: number): Buffer {
  const text = body.subarray(0, 16).toString("latin1").trimStart();
  if (!/^[A-Za-z0-9+/]/.test(text)) return body;
  return decodeBody(Buffer.from(body.toString("latin1"), "base64"), "deflate", limit);
}

function decode(decoder: Decoder, body: Buffer, limit: number): Buffer {
  try {
    return decoder(body, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw new Invalid("The body is neither JSON nor encoded as its headers say.", { cause });
  }
}

const tooLarge = () => new AppError(413, "The body is too large.", false);
