import * as zlib from "node:zlib";
import { AppError, Invalid } from "../../core/errors.ts";

type Decoder = {
  whole: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;
  stream: (options: zlib.ZlibOptions) => NodeJS.ReadWriteStream & AsyncIterable<Buffer>;
};

const inflate: Decoder = { whole: zlib.inflateSync, stream: zlib.createInflate };
const inflateRaw: Decoder = { whole: zlib.inflateRawSync, stream: zlib.createInflateRaw };
const gunzip: Decoder = { whole: zlib.gunzipSync, stream: zlib.createGunzip };
const brotli: Decoder = { whole: zlib.brotliDecompressSync, stream: ({ chunkSize }) => zlib.createBrotliDecompress({ chunkSize }) };
// RFC 9659: no window of more than 8 MB, which is memory that the sender asks for.
const WINDOW = { params: { [zlib.constants.ZSTD_d_windowLogMax]: 23 } };
const zstd: Decoder = {
  whole: (bytes, options) => zlib.zstdDecompressSync(bytes, { ...options, ...WINDOW }),
  stream: ({ chunkSize }) => zlib.createZstdDecompress({ chunkSize, ...WINDOW }),
};

const DECODERS: Record<string, (bytes: Buffer) => Decoder> = {
  gzip: () => gunzip,
  "x-gzip": () => gunzip,
  br: () => brotli,
  zstd: () => zstd,
  // RFC 9110 §8.4.1.2 says zlib, but some senders leave its header out.
  deflate: (bytes) => ((bytes[0] ?? 0) % 16 === 8 ? inflate : inflateRaw),
};

const OPENING_BRACE = 0x7b;
const NEWLINE = 0x0a;
/** What is asked of zlib at a time, where it may be all that is needed. */
const CHUNK = 16 * 1024;
/** Events shrink to a twentieth; what shrinks to less than a hundredth is made for it. So much is let through of any body. */
const RATIO = 100;
const ANYWAY = 1024 * 1024;

/** A body without its Content-Encoding. Throws Invalid where it does not decode, 413 where it would become more than `limit` bytes. */
export function decodeBody(body: Buffer, encoding: string | undefined, limit: number): Buffer {
  const decoder = decoderOf(body, encoding);
  const most = Math.min(limit, Math.max(ANYWAY, body.length * RATIO));
  const decoded = decoder ? decode(decoder, body, most) : body;
  if (decoded.length > limit) throw tooLarge();
  return decoded;
}

/** As raven clients send events: the Base64 of zlib, which no header says. JSON is left as it is. */
export function decodeUnmarked(body: Buffer, limit: number): Buffer {
  const text = body.subarray(0, 16).toString("latin1").trimStart();
  if (!/^[A-Za-z0-9+/]/.test(text)) return body;
  return decodeBody(Buffer.from(body.toString("latin1"), "base64"), "deflate", limit);
}

/** A body piece by piece, without its Content-Encoding; no more of it is decoded than is asked for. */
export async function* decodePieces(body: Buffer, encoding: string | undefined): AsyncGenerator<Buffer> {
  const decoder = decoderOf(body, encoding);
  if (!decoder) return yield body;
  const stream = decoder.stream({ chunkSize: CHUNK });
  stream.end(body);
  try {
    for await (const piece of stream) yield piece;
  } catch (cause) {
    throw undecodable(cause);
  }
}

/** The first line, without its end. Throws 413 where that does not come within `limit` bytes. */
export async function firstLine(pieces: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  let found = Buffer.alloc(0);
  for await (const piece of pieces) {
    found = Buffer.concat([found, piece.subarray(0, limit + 1)]);
    if (found.includes(NEWLINE) || found.length > limit) break;
  }
  const end = found.indexOf(NEWLINE);
  const line = end === -1 ? found : found.subarray(0, end);
  if (line.length > limit) throw tooLarge();
  return line;
}

function decoderOf(body: Buffer, encoding: string | undefined): Decoder | null {
  const named = encoding?.trim().toLowerCase() || "identity";
  // API Gateway may have inflated the body already, and leaves the header.
  const name = named === "gzip" && body[0] === OPENING_BRACE ? "identity" : named;
  if (name === "identity") return null;
  if (!Object.hasOwn(DECODERS, name)) throw new Invalid("The Content-Encoding is not supported.");
  return DECODERS[name]!(body);
}

function decode({ whole }: Decoder, body: Buffer, limit: number): Buffer {
  try {
    return whole(body, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw undecodable(cause);
  }
}

const undecodable = (cause: unknown) => new Invalid("The body is neither JSON nor encoded as its headers say.", { cause });
const tooLarge = () => new AppError(413, "The body is too large.", false);
