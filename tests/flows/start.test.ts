import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { programs } from "../support/started-program.ts";

/** docs: README, "Run it" and "Variables". */
const { home, start, run, stop } = programs();
afterAll(stop);

const read = async (api: string, path: string, token: string) =>
  (await fetch(new URL(path, api), { headers: { authorization: `Bearer ${token}` } })).json();

test("says where it is, keeps its promises, stops when told, and starts again with what it had", async () => {
  const first = start();
  await first.ready();
  const [, api = "", signIn = "", token = "", dsn = ""] =
    /^\nLockstep +(\S+)\nsign in +(\S+).*\ntoken +(\S+)\nDSN +(\S+)\n\n/.exec(first.printed()) ?? [];
  expect((await fetch(`${api}/healthz`)).status).toBe(200);
  expect(new URL(dsn).pathname).toMatch(/^\/\d+$/);
  const endpoints = JSON.parse(readFileSync(join(home, "endpoints.json"), "utf8"));
  expect(Object.keys(endpoints)).toEqual(["api", "dynamodb", "sqs", "redis", "table", "queues", "resources", "token"]);
  expect(endpoints.api).toBe(api);

  expect(await (await fetch(signIn)).text()).toContain("<h1>Sign in</h1>");
  const signedIn = await fetch(signIn, { method: "POST", redirect: "manual", body: new URLSearchParams() });
  expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, "/organizations/acme/issues/"]);

  const second = start();
  expect(await second.exit).toBe(1);
  expect(second.printed().trim()).toMatch(/^Another Lockstep runs on .*LOCKSTEP_DATA to another folder\.$/);
  const elsewhere = start({ LOCKSTEP_DATA: join(home, "other"), PORT: new URL(api).port });
  expect(await elsewhere.exit).toBe(1);
  expect(elsewhere.printed().trim()).toMatch(/^Port \d+ is taken\./);

  const envelope = [`{"event_id":"${"a".repeat(32)}"}`, '{"type":"event"}', '{"message":"kept","level":"error"}'].join("\n");
  const { username, pathname } = new URL(dsn);
  expect((await fetch(`${api}/api${pathname}/envelope/?sentry_key=${username}`, { method: "POST", body: envelope })).status).toBe(200);
  expect(await (await fetch(`${api}/__local/idle?timeout=60`)).json()).toMatchObject({ idle: true });
  first.child.kill("SIGKILL");
  await first.exit;

  const third = start();
  await third.ready();
  const [, again = "", same = ""] = /Lockstep +(\S+)[\s\S]*?\ntoken +(\S+)/.exec(third.printed()) ?? [];
  expect(same).toBe(token);
  expect(await read(again, "/api/0/organizations/acme/issues/", token)).toMatchObject([{ title: "kept", count: "1" }]);
  const asked = performance.now();
  third.child.kill("SIGTERM");
  expect(await third.exit).toBe(0);
  expect(performance.now() - asked).toBeLessThan(15_000);
  expect(existsSync(join(home, "endpoints.json"))).toBe(false);
});

test("a given token is the owner's; nothing is kept where nothing is to be kept; time passes when told to", async () => {
  const it = start({ LOCKSTEP_DATA: ":memory:", LOCKSTEP_TOKEN: "given", LOCKSTEP_PUBLIC_URL: "https://lockstep.example.test" });
  await it.ready();
  const [, api = ""] = /Lockstep +(\S+)/.exec(it.printed()) ?? [];
  expect(await read(api, "/api/0/auth/", "given")).toMatchObject({ email: "ada@example.com" });
  expect(it.printed()).toMatch(/DSN +https:\/\/[0-9a-f]{32}@lockstep\.example\.test\/\d+/);
  expect(await (await fetch(`${api}/__local/idle?timeout=60`)).json()).toMatchObject({ idle: true });
  const clock = await fetch(`${api}/__local/clock`, { method: "POST", body: '{"advanceSeconds":3600}' });
  expect(clock.status).toBe(200);
  for (const body of ['{"advanceSeconds":-1}', "no JSON", ""]) {
    expect((await fetch(`${api}/__local/clock`, { method: "POST", body })).status).toBe(400);
  }
  it.child.kill("SIGINT");
  expect(await it.exit).toBe(0);
});

test("what runs is listed when asked for, and always at /__local/flows", async () => {
  const it = start({ LOCKSTEP_DATA: ":memory:" }, ["--routes"]);
  await it.ready();
  const [listed = "", four = ""] = it.printed().split("\n\n");
  expect(listed).toMatch(/^route +POST \/api\/\{project_id\}\/envelope +functions\/events\/envelope\.ts$/m);
  expect(listed).toMatch(/^queue +TicketChangesQueue +functions\/sync\/apply-change\.ts$/m);
  expect(listed).toMatch(/^stream +Data +functions\/relay\/changes\.ts$/m);
  const [, api = ""] = /Lockstep +(\S+)/.exec(four) ?? [];
  const flows = (await (await fetch(`${api}/__local/flows`)).json()) as { from: string }[];
  expect(flows.map(({ from }) => from)).toContain("GET /api/0/organizations");
  expect(listed.split("\n")).toHaveLength(flows.length);
});

test("the commands of the tour find a system that keeps nothing", async () => {
  await start({ LOCKSTEP_DATA: ":memory:", LOCKSTEP_TOKEN: "given" }).ready();
  const sent = await run("infra/local/demo-error.ts", [], { LOCKSTEP_DATA: ":memory:" });
  expect(sent).toMatchObject({ code: 0, out: expect.stringMatching(/^Sent to http/), error: "" });
  const connected = await run("infra/local/demo-jira.ts", ["WEB-1", "APP-1"], { LOCKSTEP_DATA: ":memory:" });
  expect(connected).toMatchObject({ code: 0, out: expect.stringContaining("WEB-1 is linked to APP-1"), error: "" });
  const elsewhere = await run("infra/local/demo-error.ts", [], { LOCKSTEP_DATA: join(home, "nowhere/data") });
  expect(elsewhere).toMatchObject({ code: 1, error: expect.stringContaining("Lockstep is not running here. Start it with `npm start`") });
});
