import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { recordCalls } from "../support/calls.ts";
import { frame, thrown } from "../support/sdk-events.ts";

let app: App;
let dsn: URL;
beforeAll(async () => {
  app = await startApp();
  const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
  dsn = new URL(key.dsn.public);
  dsn.host = new URL(app.system.api).host;
});
afterAll(() => app.stop());

/** Asks a real Express app, with the real SDK, for these paths, one after the other. */
const ask = async (...paths: string[]) => {
  const program = fileURLToPath(new URL("../support/express-program.mjs", import.meta.url));
  await promisify(execFile)(process.execPath, [program], { env: { ...process.env, DSN: dsn.href, PATHS: paths.join(" ") } });
};
const send = async (event: object) => {
  const url = new URL(`/api${dsn.pathname}/envelope/?sentry_key=${dsn.username}`, app.system.api);
  const body = [{}, { type: "event" }, event].map((line) => JSON.stringify(line)).join("\n");
  expect((await fetch(url, { method: "POST", body })).status).toBe(200);
};
type Issue = { id: string; title: string; count: string; status: string };
const issues = async () => {
  await app.idle();
  const all = (await app.get("/api/0/projects/acme/web/issues/?query=")).body as Issue[];
  return new Map(all.map((it) => [it.title, it]));
};

test("the errors of an Express app are an issue for each place in the file, however often and with whatever values they come", async () => {
  await ask("/pay", "/deliver", "/stock?article=7", "/stock?article=12", "/pay");
  const found = await issues();
  expect([...found].map(([title, { count }]) => [title, count]).sort()).toEqual([
    ["Error: Card refused", "2"],
    ["Error: No courier", "1"],
    ["Error: Nothing left of article 12", "2"],
  ]);
});

test("of two errors in one file the one that was resolved stays so when the other comes, and comes back when it does itself", async () => {
  const paid = (await issues()).get("Error: Card refused")?.id;
  await app.put(`/api/0/issues/${paid}/`, { status: "resolved" });
  await ask("/deliver");
  const later = await issues();
  expect([later.get("Error: Card refused")?.status, later.get("Error: No courier")?.count]).toEqual(["resolved", "2"]);
  await ask("/pay");
  expect((await issues()).get("Error: Card refused")?.status).toBe("unresolved");
});

test("an update of an SDK that says which frames are the application's finds the issue, from then on by those alone", async () => {
  const library = (name: string) => frame(name, { in_app: false, filename: "lib/db.js" });
  const failed = (...frames: object[]) => ({ platform: "other", exception: { values: [thrown("Updated", "v", frames)] } });
  const all = [
    failed(library("query"), frame("pay", { in_app: false })),
    failed(library("query"), frame("pay")),
    failed(library("queryAgain"), frame("pay")),
  ];
  for (const it of all) {
    await send(it);
    await app.idle();
  }
  expect((await issues()).get("Updated: v")?.count).toBe("3");
});

test("an event of a known issue costs a message and three requests, whatever the number of its keys", async () => {
  const failed = { exception: { values: [thrown("Costly", "v", [frame("lib", { in_app: false }), frame("pay")])] } };
  for (let n = 0; n < 2; n++) {
    await send(failed);
    await app.idle();
  }
  const { calls, stop } = recordCalls();
  await send(failed);
  await app.idle();
  stop();
  const received = calls.filter((it) => String(it.context.route).startsWith("POST /api/{project_id}/envelope"));
  expect(received.map((it) => it.command)).toEqual(["SendMessageBatchCommand"]);
  const own = calls.filter((it) => it.context.messages === 1);
  // Its keys and the issue as it stands; then, together, the event, its id and the count of its issue, at two units each.
  expect(own.map((it) => it.command).sort()).toEqual(["BatchGetItemCommand", "BatchGetItemCommand", "TransactWriteItemsCommand"]);
  expect(own.reduce((sum, it) => sum + it.writeUnits, 0)).toBe(6);
});
