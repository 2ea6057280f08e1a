import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";

type Answer = { status: number; headers: Record<string, unknown>; body: unknown };

let app: App;
let dsn: URL;
let project: string;
beforeAll(async () => {
  app = await startApp();
  const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
  dsn = new URL(key.dsn.public);
  project = dsn.pathname.slice(1);
});
afterAll(() => app.stop());

const newId = () => randomUUID().replaceAll("-", "");
const anEvent = (message: string, fields: object = {}) => ({ event_id: newId(), timestamp: Date.now() / 1000, message, ...fields });
const lines = (...parts: unknown[]) => parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("\n");
const envelopeOf = (event: { event_id: string }) => lines({ event_id: event.event_id }, { type: "event" }, event);
const queryKey = () => `?sentry_version=7&sentry_key=${dsn.username}&sentry_client=test`;
const headerKey = (version = 7) => ({
  "x-sentry-auth": `Sentry sentry_version=${version}, sentry_key=${dsn.username}, sentry_client=test`,
});
const envelopePath = () => `/api/${project}/envelope/${queryKey()}`;
const storePath = () => `/api/${project}/store/`;

/** By node:http, which adds no Content-Type, sends an empty header when told to, and chunks a body of unknown length. */
function post(path: string, body: string | Buffer, headers: Record<string, string> = {}, method = "POST"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, app.system.api), { method, headers }, async (response) => {
      const text = (await response.toArray()).join("");
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text === "" ? null : JSON.parse(text) });
    });
    request.on("error", reject);
    if (body.length > 0) request.write(body);
    request.end();
  });
}

/** When all that was taken in is where it belongs. */
const issueTitled = async (title: string) => {
  await app.idle();
  return ((await app.get("/api/0/projects/acme/web/issues/")).body as { id: string; title: string; count: string; level: string }[]).find(
    (it) => it.title === title,
  );
};

describe("what clients send becomes an issue", () => {
  const event = (message: string) => anEvent(message);
  const dialects: [string, (message: string) => Promise<Answer>][] = [
    ["a JavaScript SDK: key in the query, chunked, no Content-Type", (message) => post(envelopePath(), envelopeOf(event(message)))],
    ["a large body, gzipped", (message) => post(envelopePath(), gzipSync(envelopeOf(event(message))), { "content-encoding": "gzip" })],
    ["zstd", (message) => post(envelopePath(), zstdCompressSync(envelopeOf(event(message))), { "content-encoding": "zstd" })],
    [
      "a browser",
      (message) =>
        post(envelopePath(), envelopeOf(event(message)), { "content-type": "text/plain;charset=UTF-8", origin: "https://shop.example" }),
    ],
    [
      "Ruby: key in a header, an empty Content-Encoding",
      (message) =>
        post(`/api/${project}/envelope/`, envelopeOf(event(message)), {
          ...headerKey(),
          "content-type": "application/x-sentry-envelope",
          "content-encoding": "",
        }),
    ],
    [
      "Python: store, gzipped, a time without a zone",
      (message) => {
        const timestamp = new Date().toISOString().replace("Z", "");
        const body = gzipSync(
          JSON.stringify({ event_id: newId(), timestamp, logentry: { message: "%s", params: [message] }, platform: "python" }),
        );
        return post(storePath(), body, { ...headerKey(), "content-type": "application/json", "content-encoding": "gzip" });
      },
    ],
    [
      "raven: store, the Base64 of zlib, which no header says",
      (message) => {
        const body = deflateSync(JSON.stringify({ event_id: newId(), message, project, timestamp: new Date().toISOString() })).toString(
          "base64",
        );
        return post(storePath(), body, { ...headerKey(5), "content-type": "application/octet-stream" });
      },
    ],
    [
      "sentry-cli: dashes in the header's id, lengths",
      (message) => {
        const id = randomUUID();
        const payload = JSON.stringify({ event_id: id.replaceAll("-", ""), logentry: { message } });
        const body = `${JSON.stringify({ event_id: id })}\n${JSON.stringify({ type: "event", length: Buffer.byteLength(payload) })}\n${payload}\n`;
        return post(`/api/${project}/envelope/`, body, headerKey());
      },
    ],
    [
      "a session before the event, an attachment with newlines and an unknown item after it",
      (message) => {
        const attachment = "first\n\n{}\nlast";
        return post(
          envelopePath(),
          lines(
            {},
            { type: "session" },
            { sid: "1" },
            { type: "event" },
            event(message),
            { type: "attachment", length: attachment.length },
            attachment,
            { type: "novelty" },
            "-",
          ),
        );
      },
    ],
    [
      "a tunnel: the DSN in the envelope's header only",
      (message) => post(`/api/${project}/envelope/`, lines({ dsn: dsn.href }, { type: "event" }, event(message))),
    ],
  ];

  test.each(dialects)("%s", async (name, send) => {
    const message = `from ${name}`;
    const answer = await send(message);
    expect(answer).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(await issueTitled(message)).toMatchObject({ count: "1" });
  });

  test("the real SDK for Node", async () => {
    const program = fileURLToPath(new URL("../support/throwing-program.ts", import.meta.url));
    const target = new URL(dsn);
    target.host = new URL(app.system.api).host;
    await promisify(execFile)(process.execPath, [program], { env: { ...process.env, DSN: target.href } });
    const issue = await issueTitled("TypeError: cart is empty");
    expect(issue).toMatchObject({ count: "1", level: "error" });
    expect(await issueTitled("cart abandoned")).toMatchObject({ level: "warning" });
    const { body } = await app.get(`/api/0/organizations/acme/issues/${issue?.id}/events/latest/`);
    expect(body).toMatchObject({ groupID: issue?.id, projectID: project, platform: "node", release: { version: "shop@1.0.0" } });
    expect(body.tags).toContainEqual({ key: "flow", value: "checkout" });
    const frames = body.entries[0].data.values.at(-1).stacktrace.frames;
    expect(frames.at(-1)).toMatchObject({ function: "checkOut", inApp: true });
  });

  test("an envelope without an event is accepted", async () => {
    const report = lines({}, { type: "client_report" }, { discarded_events: [] });
    expect(await post(envelopePath(), report)).toMatchObject({ status: 200, body: {} });
  });
});

describe("issues collect events", () => {
  test("an event that comes again, and again at once, counts once", async () => {
    const body = envelopeOf(anEvent("again"));
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(envelopePath(), body)));
    expect(new Set(answers.map((it) => JSON.stringify([it.status, it.body]))).size).toBe(1);
    expect(await issueTitled("again")).toMatchObject({ count: "1" });
  });

  test("events of a project, and whole ones of an issue by its short id", async () => {
    const A = { key: "a", value: "b" };
    const event = anEvent("listed", { tags: { a: "b" } });
    await post(envelopePath(), envelopeOf(event));
    await app.idle();
    const listed = (await app.get("/api/0/projects/acme/web/events/")).body as { eventID: string; title: string }[];
    expect(listed.find((it) => it.eventID === event.event_id)).toMatchObject({ title: "listed", tags: [A, { key: "level" }] });
    const { id } = (await issueTitled("listed")) ?? { id: "" };
    const { shortId } = (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body;
    const [whole] = (await app.get(`/api/0/organizations/acme/issues/${shortId}/events/?full=true`)).body;
    expect(whole).toMatchObject({ eventID: event.event_id, entries: [{ type: "message", data: { formatted: "listed" } }] });
  });

  test.each(["/issues/4503599627370496/events/", "/issues/4503599627370496/events/latest/", "/issues/WEB-99999/events/"])(
    "%s of nobody is not found",
    async (path) => expect((await app.get(`/api/0/organizations/acme${path}`)).status).toBe(404),
  );
});

describe("what is refused says why, to pages of any origin", () => {
  const good = () => envelopeOf(anEvent("refused"));
  const cases: [string, number, () => Promise<Answer>][] = [
    ["no key", 401, () => post(`/api/${project}/envelope/`, good())],
    ["an unknown key", 403, () => post(`/api/${project}/envelope/?sentry_key=${"0".repeat(32)}`, good())],
    ["a key that is none", 403, () => post(`/api/${project}/store/?sentry_key=x`, "{}")],
    ["another project", 403, () => post(`/api/1/envelope/${queryKey()}`, good())],
    ["a project beyond any id", 403, () => post(`/api/18446744073709551615/envelope/${queryKey()}`, good())],
    ["no body", 400, () => post(envelopePath(), "")],
    ["no envelope", 400, () => post(envelopePath(), "hello")],
    ["an event that is no JSON", 400, () => post(envelopePath(), lines({}, { type: "event" }, "{"))],
    ["an event that is a list", 400, () => post(storePath() + queryKey(), "[]")],
    ["bytes of no kind", 400, () => post(storePath() + queryKey(), Buffer.from([0, 255, 1]))],
    ["a broken gzip", 400, () => post(envelopePath(), "hello", { "content-encoding": "gzip" })],
    ["an unknown encoding", 400, () => post(envelopePath(), good(), { "content-encoding": "compress" })],
    ["an event of more than 1 MB", 413, () => post(envelopePath(), envelopeOf(anEvent("x".repeat(1024 * 1024))))],
    [
      "a bomb of a few bytes without a key",
      413,
      () => post(`/api/${project}/envelope/`, brotliCompressSync(Buffer.alloc(19 * 1024 * 1024, "[")), { "content-encoding": "br" }),
    ],
    ["an event nested a thousand levels", 400, () => post(storePath() + queryKey(), `{"extra":${"[".repeat(1000)}${"]".repeat(1000)}}`)],
    ["a bomb", 413, () => post(envelopePath(), gzipSync(Buffer.alloc(40 * 1024 * 1024)), { "content-encoding": "gzip" })],
  ];

  test.each(cases)("%s: %i", async (_, status, send) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, body: { detail: expect.any(String) } });
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(answer.headers["access-control-expose-headers"]).toContain("retry-after");
  });

  test("none of it became an issue", async () => expect(await issueTitled("refused")).toBeUndefined());
});

test("a preflight is answered without a key", async () => {
  for (const path of [`/api/${project}/envelope/`, storePath()]) {
    const { status, headers, body } = await post(
      path,
      "",
      { origin: "https://shop.example", "access-control-request-method": "POST" },
      "OPTIONS",
    );
    expect([status, body]).toEqual([204, null]);
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(headers["access-control-allow-methods"]).toContain("POST");
    expect(headers["access-control-allow-headers"]).toContain("x-sentry-auth");
  }
});
