import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { MAX_HEADER_BYTES, parseEnvelope, parseHeader } from "../../core/events/envelope.ts";
import { MAX_EVENT_BYTES, normalize } from "../../core/events/normalize.ts";
import { decodeBody, decodePieces, firstLine } from "../../functions/adapters/content-encoding.ts";

const MEGABYTE = 1024 * 1024;
const ENCODINGS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };
const bytes = (text: string) => Buffer.from(text);

/** Bodies of a few bytes that become many, or become few that are much work. */
const BODIES: [string, Buffer][] = [
  ["19 MB of nested lists", Buffer.alloc(19 * MEGABYTE, "[")],
  ["19 MB of blanks", Buffer.alloc(19 * MEGABYTE, " ")],
  ["a header without an end", bytes(`{"dsn":"${"x".repeat(19 * MEGABYTE)}`)],
  ["a header nested 200,000 levels", bytes(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}\n`)],
  ["a header, then 19 MB", Buffer.concat([bytes('{"dsn":"https://k@h/1"}\n{"type":"x"}\n'), Buffer.alloc(19 * MEGABYTE, "x")])],
];
const packed = BODIES.flatMap(([name, body]) =>
  Object.entries(ENCODINGS).map(([encoding, pack]) => [name, encoding, pack(body)] as [string, string, Buffer]),
);

describe("before a key is known", () => {
  test.each(packed)("%s (%s): the header line at most is decoded", async (_, encoding, body) => {
    let decoded = 0;
    async function* counted() {
      for await (const piece of decodePieces(body, encoding)) {
        decoded += piece.length;
        yield piece;
      }
    }
    await firstLine(counted(), MAX_HEADER_BYTES).catch((error) => expect(error.status).toBe(413));
    expect(decoded).toBeLessThanOrEqual(2 * MAX_HEADER_BYTES);
  });

  test("zlib itself decodes no further than it is asked", async () => {
    const body = brotliCompressSync(Buffer.alloc(64 * MEGABYTE, " "));
    const before = process.memoryUsage().arrayBuffers;
    await expect(firstLine(decodePieces(body, "br"), MAX_HEADER_BYTES)).rejects.toMatchObject({ status: 413 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * MEGABYTE);
  });
});

describe("with a key", () => {
  test.each(packed)("%s (%s): what shrank beyond a hundredth is not decoded", (_, encoding, body) => {
    let decoded = 0;
    try {
      decoded = decodeBody(body, encoding, 20 * MEGABYTE).length;
    } catch (error) {
      expect(error).toMatchObject({ status: 413 });
    }
    expect(decoded).toBeLessThanOrEqual(Math.max(MEGABYTE, 100 * body.length));
  });

  test.each([
    ["nested too deeply", `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
    ["too long", JSON.stringify({ a: "x".repeat(MAX_HEADER_BYTES) })],
  ])("a header %s is not read", (_, line) => {
    const refused = expect.objectContaining({ status: 400 });
    expect(() => parseHeader(bytes(line))).toThrow(refused);
    expect(() => parseEnvelope(bytes(`{}\n${line}\n-`))).toThrow(refused);
  });

  test("items beyond a hundred are not looked at, whatever they are", () => {
    const many = '{"type":"x"}\n-\n'.repeat(100);
    expect(parseEnvelope(bytes(`{}\n${many}`)).items).toHaveLength(100);
    expect(() => parseEnvelope(bytes(`{}\n${many}broken`))).toThrow("The envelope has too many items.");
  });
});

describe("an event", () => {
  const read = (text: string) => normalize(bytes(text), { receivedAt: 0, id: "f".repeat(32) });
  const nested = (levels: number) => `{"message":"m","extra":${"[".repeat(levels)}${"]".repeat(levels)}}`;

  test("of a hundred levels is read, one more is not", () => {
    expect(read(nested(99)).message).toBe("m");
    expect(() => read(nested(100))).toThrow(expect.objectContaining({ status: 400 }));
  });

  test("may have any brackets in its texts", () => {
    const message = `${'\\"['.repeat(200)}\\\\`;
    expect(read(`{"message":"${message}"}`).message).toBe(JSON.parse(`"${message}"`));
  });

  test("as large as may be, of nothing but what costs most, stays within its bounds", () => {
    const fill = (part: string, of: (parts: string) => string) =>
      of(
        Array(Math.floor((MAX_EVENT_BYTES - 200) / (part.length + 1)))
          .fill(part)
          .join(","),
      );
    for (const text of [
      fill('{"function":"f","lineno":1}', (it) => `{"exception":{"type":"E","stacktrace":{"frames":[${it}]}}}`),
      fill('{"type":"E"}', (it) => `{"exception":{"values":[${it}]}}`),
      fill('["a","b"]', (it) => `{"tags":[${it}]}`),
      fill('"x"', (it) => `{"fingerprint":[${it}]}`),
      fill("[]", (it) => `{"extra":[${it}]}`),
    ]) {
      expect(Buffer.byteLength(JSON.stringify(read(text)))).toBeLessThan(50_000);
    }
  });
});
