import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { envelopeOf } from "../support/envelopes.ts";

/** docs: architecture, "Bounds": the same here and on AWS, where a body that is no text grows by a third. */
const MOST = 4_400_000;

let app: App;
let envelopes: URL;
beforeAll(async () => {
  app = await startApp();
  const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
  const dsn = new URL(key.dsn.public);
  envelopes = new URL(`/api${dsn.pathname}/envelope/?sentry_key=${dsn.username}`, app.system.api);
});
afterAll(() => app.stop());

/** An event with an attachment that makes it so many bytes. */
function envelope(bytes: number): Uint8Array<ArrayBuffer> {
  const begin = Buffer.from(`${envelopeOf({ message: `with ${bytes} bytes` })}\n{"type":"attachment"}\n`);
  return Buffer.concat([begin, Buffer.alloc(bytes - begin.length, 1)]);
}
const send = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const answer = await fetch(envelopes, { method: "POST", body, headers: { "content-type": "application/x-sentry-envelope", ...headers } });
  return { status: answer.status, open: answer.headers.get("access-control-allow-origin"), body: await answer.json() };
};

test("an envelope with an attachment is taken up to 4,400,000 bytes, and refused in a sentence above", async () => {
  expect(await send(envelope(MOST))).toMatchObject({ status: 200, body: { id: expect.any(String) } });
  const refused = { status: 413, open: "*", body: { detail: "The body is too large: at most 4,400,000 bytes are taken." } };
  expect(await send(envelope(MOST + 1))).toEqual(refused);
  expect(await send(envelope(4_600_000))).toEqual(refused);
  expect(await send(Buffer.alloc(5_000_000, "x"), { "content-type": "text/plain" })).toEqual(refused);
});

test.each([5_000_000, 9_000_000, 11_000_000])("one of %i bytes does not get as far as us", async (bytes) => {
  expect(await send(envelope(bytes))).toEqual({ status: 413, open: null, body: { message: "Request Entity Too Large" } });
});

test("what is compressed may be more when it is whole", async () => {
  // Packs to a tenth or so, as what people send does; a hundred times its size is refused for that alone.
  const begin = envelope(1_000);
  const lines = Array.from({ length: 9_000 }, (_, at) => `${createHash("sha256").update(String(at)).digest("hex")}${"x".repeat(936)}`);
  const packed = gzipSync(Buffer.concat([begin, Buffer.from(lines.join(""))]));
  expect(packed.length).toBeLessThan(MOST);
  expect(await send(packed, { "content-encoding": "gzip" })).toMatchObject({ status: 200 });
});

test("no other request is taken above it either", async () => {
  const body = JSON.stringify({ name: "x".repeat(MOST) });
  const headers = { "content-type": "application/json" };
  const { status } = await fetch(new URL("/api/0/organizations/acme/", app.system.api), { method: "PUT", body, headers });
  expect(status).toBe(413);
});
