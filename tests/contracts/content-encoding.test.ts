import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBody, decodePieces, decodeUnmarked, firstLine } from "../../functions/adapters/content-encoding.ts";

const LIMIT = 1024;
const BODY = Buffer.from('{"message":"hello"}');
const tooLarge = expect.objectContaining({ status: 413 });
const invalid = expect.objectContaining({ status: 400 });

/** `{}` as a frame of zstd (RFC 8878 §3.1.1) that says it may take a window of two to this power. */
const zstdWindow = (power: number) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (power - 10) << 3, 0x11, 0, 0, 0x7b, 0x7d]);

describe("a body comes back as it was", () => {
  test.each([
    ["no encoding", undefined, BODY],
    ["an empty one", "", BODY],
    ["identity", "identity", BODY],
    ["gzip", "gzip", gzipSync(BODY)],
    ["gzip in capitals", " GZIP ", gzipSync(BODY)],
    ["gzip that was taken off on the way", "gzip", BODY],
    ["deflate", "deflate", deflateSync(BODY)],
    ["deflate without the header of zlib", "deflate", deflateRawSync(BODY)],
    ["br", "br", brotliCompressSync(BODY)],
    ["zstd", "zstd", zstdCompressSync(BODY)],
  ])("%s", async (_, encoding, body) => {
    expect(decodeBody(body, encoding, LIMIT)).toEqual(BODY);
    expect(await firstLine(decodePieces(body, encoding), LIMIT)).toEqual(BODY);
  });

  test("zstd with a window of 8 MB", () => expect(decodeBody(zstdWindow(23), "zstd", LIMIT).toString()).toBe("{}"));

  test("the Base64 of zlib, which nothing says", () => {
    expect(decodeUnmarked(Buffer.from(deflateSync(BODY).toString("base64")), LIMIT)).toEqual(BODY);
    expect(decodeUnmarked(BODY, LIMIT)).toEqual(BODY);
  });
});

describe("a body is refused", () => {
  const bomb = Buffer.alloc(LIMIT * 1000);

  test.each([
    ["plain", undefined, bomb],
    ["gzip", "gzip", gzipSync(bomb)],
    ["deflate", "deflate", deflateSync(bomb)],
    ["br", "br", brotliCompressSync(bomb)],
    ["zstd", "zstd", zstdCompressSync(bomb)],
  ])("when it becomes too large: %s", (_, encoding, body) => expect(() => decodeBody(body, encoding, LIMIT)).toThrow(tooLarge));

  test("when it becomes too large, unmarked", () => {
    expect(() => decodeUnmarked(Buffer.from(deflateSync(bomb).toString("base64")), LIMIT)).toThrow(tooLarge);
  });

  test.each([
    ["cut short", "gzip", gzipSync(BODY).subarray(0, 20)],
    ["nothing of the kind", "gzip", Buffer.from("hello")],
    ["an unknown encoding", "compress", BODY],
    ["a window of more than 8 MB", "zstd", zstdWindow(24)],
    ["a name of the prototype", "constructor", BODY],
    ["two encodings", "gzip, br", BODY],
  ])("when it does not decode: %s", async (_, encoding, body) => {
    expect(() => decodeBody(body, encoding, LIMIT)).toThrow(invalid);
    await expect(firstLine(decodePieces(body, encoding), LIMIT)).rejects.toEqual(invalid);
  });

  test("whatever the bytes are, it is the sender's fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom("gzip", "deflate", "br", "zstd"), (bytes, encoding) => {
        try {
          decodeBody(decodeUnmarked(Buffer.from(bytes), LIMIT), encoding, LIMIT);
        } catch (error) {
          expect(error).toMatchObject({ name: expect.stringMatching(/^(Invalid|AppError)$/) });
        }
      }),
    );
  });
});
