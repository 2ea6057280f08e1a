import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { visitorOf } from "../support/visitor.ts";

let app: App;
let dsn: URL;
beforeAll(async () => {
  app = await startApp();
  const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
  dsn = new URL(key.dsn.public);
  dsn.host = new URL(app.system.api).host;
});
afterAll(() => app.stop());

/** Asks a real Express app, with the real SDK, for this path. */
const ask = async (path: string) => {
  const program = fileURLToPath(new URL("../support/express-program.mjs", import.meta.url));
  await promisify(execFile)(process.execPath, [program], { env: { ...process.env, DSN: dsn.href, PATHS: path } });
  await app.idle();
};
const send = async (...items: [object, object][]) => {
  const url = new URL(`/api${dsn.pathname}/envelope/?sentry_key=${dsn.username}`, app.system.api);
  const body = [{}, ...items.flat()].map((line) => JSON.stringify(line)).join("\n");
  const answer = await fetch(url, { method: "POST", body });
  await app.idle();
  return answer;
};
const issueTitled = async (title: string) => {
  const all = (await app.get("/api/0/projects/acme/web/issues/?query=")).body as { id: string; title: string; permalink: string }[];
  return all.find((it) => it.title === title)!;
};
const latest = async (title: string) => (await app.get(`/api/0/issues/${(await issueTitled(title)).id}/events/latest/`)).body;

test("what an Express app with the SDK sends is there whole, and its secrets are nowhere", async () => {
  await ask("/pay?coupon=7");
  expect(await issueTitled("Error: Card refused")).toMatchObject({ isUnhandled: true });
  const { body: whole } = await app.get(`/api/0/issues/${(await issueTitled("Error: Card refused")).id}/`);
  expect(whole).toMatchObject({ userCount: 1, firstRelease: { version: "shop@1.2.0" }, lastRelease: { version: "shop@1.2.0" } });
  const event = await latest("Error: Card refused");
  const entries = Object.fromEntries(event.entries.map((it: { type: string; data: object }) => [it.type, it.data]));
  const frames = entries.exception.values[0].stacktrace.frames;
  expect(event).toMatchObject({
    user: { id: "42", email: "ada@shop.example" },
    context: { cart: { articles: 3 } },
    sdk: { name: "sentry.javascript.node" },
    contexts: { runtime: { name: "node" } },
  });
  expect(frames.at(-1).context).toContainEqual([frames.at(-1).lineNo, '  throw new Error("Card refused");']);
  expect(frames.at(-1).context.length).toBeGreaterThan(5);
  expect(entries.exception.values[0].mechanism).toMatchObject({ handled: false });
  expect(entries.breadcrumbs.values).toContainEqual(expect.objectContaining({ category: "cart", message: "Three articles" }));
  expect(entries.request).toMatchObject({ method: "GET", query: [["coupon", "7"]], cookies: [] });
  expect(Object.keys(event.packages).length).toBeGreaterThan(3);
  const tags = Object.fromEntries(event.tags.map((it: { key: string; value: string }) => [it.key, it.value]));
  expect(tags).toMatchObject({ release: "shop@1.2.0", environment: "production", handled: "no", user: "id:42", level: "error" });
  expect(tags["runtime.name"]).toBe("node");
  expect(JSON.stringify(event)).not.toContain("not-to-be-kept");
});

test("a project that wants no addresses gets none from then on", async () => {
  const settings = { scrubIPAddresses: true, sensitiveFields: ["email"] };
  expect((await app.put("/api/0/projects/acme/web/", settings)).body).toMatchObject(settings);
  await send([{ type: "event" }, { message: "quiet", user: { id: 7, email: "ada@shop.example", ip_address: "10.1.2.3" } }]);
  expect((await latest("quiet")).user).toMatchObject({ id: "7", email: null, ip_address: null });
  expect((await app.get("/api/0/projects/acme/web/")).body).toMatchObject(settings);
});

test("the permalink of an issue is a page, which shows its last event with source lines", async () => {
  const { permalink, id } = await issueTitled("Error: Card refused");
  await app.put(`/api/0/issues/${id}/`, { status: "resolved" });
  const visitor = visitorOf(app);
  const { pathname } = new URL(permalink);
  expect((await visitor.visit(pathname)).path).toContain("/auth/login/");
  await visitor.signIn();
  const page = await visitor.visit(pathname);
  expect([page.status, page.path]).toEqual([200, pathname]);
  for (const shown of ["Error: Card refused", "Resolved", "Nobody", "shop@1.2.0", "nobody caught it", "resolved it"])
    expect(page.text).toContain(shown);
  expect(page.text).toMatch(/<mark>.*throw new Error\(&quot;Card refused&quot;\)/s);
  expect((await visitor.visit("/organizations/acme/issues/WEB-99999/")).status).toBe(404);
});

test("what a user writes about an error is a note of its issue, also before the error is there", async () => {
  const eventId = "f".repeat(31);
  const feedback = { message: "It broke", name: "Ada", associated_event_id: `${eventId}0` };
  const answer = await send(
    [{ type: "event" }, { event_id: `${eventId}0`, message: "told" }],
    [{ type: "feedback" }, { contexts: { feedback } }],
  );
  expect(answer.status).toBe(200);
  const { id } = await issueTitled("told");
  await vi.waitFor(async () => {
    const notes = (await app.get(`/api/0/issues/${id}/notes/`)).body;
    expect(notes).toMatchObject([{ type: "note", user: null, data: { text: "Ada wrote: It broke" } }]);
  }, 20_000);
});

test("a real SDK that hears what is not kept sends no more of it", async () => {
  const sent: string[] = [];
  const between = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString();
    sent.push(...[...text.matchAll(/^\{"type":"(\w+)"/gm)].map(([, type]) => type!));
    const headers = Object.entries(request.headersDistinct).filter(([name]) => !["host", "connection", "transfer-encoding"].includes(name));
    const answer = await fetch(new URL(request.url!, app.system.api), {
      method: "POST",
      headers: headers.map(([name, values]) => [name, values![0]!] as [string, string]),
      body,
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }).listen(0);
  await once(between, "listening");
  const through = new URL(dsn.href);
  through.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
  const program = fileURLToPath(new URL("../support/express-program.mjs", import.meta.url));
  const env = { ...process.env, DSN: through.href, TRACES: "1", PATHS: "/pay /pay /pay /pay" };
  await promisify(execFile)(process.execPath, [program], { env });
  between.close();
  expect(sent.filter((it) => it === "event").length).toBe(4);
  // The first may be on its way before the first answer.
  expect(sent.filter((it) => it === "transaction").length).toBeLessThanOrEqual(1);
});

test("each event of an issue says which come before and after it", async () => {
  const first = await app.capture({ message: "beside", frame: "beside" });
  for (let n = 0; n < 2; n++) await app.capture({ message: "beside", frame: "beside" });
  await app.idle();
  const all = (await app.get(`/api/0/issues/${first.id}/events/`)).body as { eventID: string; previousEventID?: string | null }[];
  const ids = all.map((it) => it.eventID);
  expect(ids).toHaveLength(3);
  for (const [at, id] of ids.entries()) {
    const beside = { nextEventID: ids[at - 1] ?? null, previousEventID: ids[at + 1] ?? null };
    expect((await app.get(`/api/0/organizations/acme/issues/${first.id}/events/${id}/`)).body).toMatchObject(beside);
    expect((await app.get(`/api/0/projects/acme/web/events/${id}/`)).body).toMatchObject(beside);
  }
  expect((await app.get(`/api/0/issues/${first.id}/events/latest/`)).body.previousEventID).toBe(ids[1]);
});
