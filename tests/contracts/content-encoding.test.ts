import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBody, decodeUnmarked } from "../../functions/adapters/content-encoding.ts";

const LIMIT = 1024;
const BODY = Buffer.from('{"message":"hello"}');
const tooLarge = expect.objectContaining({ status: 413 });
const invalid = expect.objectContaining({ status: 400 });

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
  ])("%s", (_, encoding, body) => expect(decodeBody(body, encoding, LIMIT)).toEqual(BODY));

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
  ])("when it becomes too large: %s", (_, encoding, body) => expect(() => decodeBody(body, encoding, LIMIT)).toThrow(tooLarge));

  test("when it becomes too large, unmarked", () => {
    expect(() => decodeUnmarked(Buffer.from(deflateSync(bomb).toString("base64")), LIMIT)).toThrow(tooLarge);
  });

  test.each([
    ["cut short", "gzip", gzipSync(BODY).subarray(0, 20)],
    ["nothing of the kind", "gzip", Buffer.from("hello")],
    ["an unknown encoding", "zstd", BODY],
    ["a name of the prototype", "constructor", BODY],
    ["two encodings", "gzip, br", BODY],
  ])("when it does not decode: %s", (_, encoding, body) => expect(() => decodeBody(body, encoding, LIMIT)).toThrow(invalid));

  test("whatever the bytes are, it is the sender's fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom("gzip", "deflate", "br"), (bytes, encoding) => {
        try {
          decodeBody(decodeUnmarked(Buffer.from(bytes), LIMIT), encoding, LIMIT);
        } catch (error) {
          expect(error).toMatchObject({ name: expect.stringMatching(/^(Invalid|AppError)$/) });
        }
      }),
    );
  });
});
