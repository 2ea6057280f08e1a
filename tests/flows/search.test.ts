import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { thrown } from "../support/sdk-events.ts";

let app: App;
let dsn: URL;
beforeAll(async () => {
  app = await startApp();
  const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
  dsn = new URL(key.dsn.public);
  dsn.host = new URL(app.system.api).host;
  await send("Card refused", { user: { id: "7", email: "ann@shop.test" }, release: "shop@1.0.0", environment: "prod" });
  await send("Card refused", { user: { id: "8" }, release: "shop@1.1.0", environment: "staging", tags: { plan: "gold" } });
  await send("No courier", { user: { id: "7" }, release: "shop@1.1.0", environment: "prod", level: "fatal" });
  await app.idle();
});
afterAll(() => app.stop());

async function send(value: string, over: object) {
  const url = new URL(`/api${dsn.pathname}/envelope/?sentry_key=${dsn.username}`, app.system.api);
  const contexts = { browser: { name: "Firefox", version: "128" } };
  const event = { platform: "other", contexts, exception: { values: [thrown(value.replace(" ", ""), value, [])] }, ...over };
  const body = [{}, { type: "event" }, event].map((line) => JSON.stringify(line)).join("\n");
  expect((await fetch(url, { method: "POST", body })).status).toBe(200);
}
const find = async (query: string, more: Record<string, string> = {}) => {
  const { body } = await app.get(`/api/0/organizations/acme/issues/?${new URLSearchParams({ query, ...more })}`);
  return (body as { title: string }[]).map((it) => it.title.split(": ")[1]).sort();
};
const [refused, courier] = ["Card refused", "No courier"];

test.each<[string, string[]]>([
  ["release:shop@1.0.0", [refused]],
  ["release:shop@1.1.0", [refused, courier]],
  ["environment:staging", [refused]],
  ["level:fatal", [courier]],
  ["user.id:7", [refused, courier]],
  ["user:id:8", [refused]],
  ["user.email:ann@shop.test", [refused]],
  ["user.email:*@SHOP.test", [refused]],
  ["plan:gold", [refused]],
  ["!plan:gold", [courier]],
  ["has:plan", [refused]],
  ['browser:"Firefox 128" is:unresolved', [refused, courier]],
  ["error.type:Nocourier", [courier]],
  ["is:resolved", []],
  ["release:latest", [refused, courier]],
  ["first-release:latest", [courier]],
  ['error.value:"Card refused"', [refused]],
  ["!error.value:card*", [courier]],
  ["is:linked", []],
  ["is:unlinked", [refused, courier]],
  ["assigned:none", [refused, courier]],
  // Of two events of one issue.
  ["environment:staging user.id:7", [refused]],
])("%s", async (query, titles) => {
  expect(await find(query)).toEqual(titles);
});

test("an environment is chosen beside the search, too", async () => {
  expect(await find("is:unresolved", { environment: "staging" })).toEqual([refused]);
  expect(await find("", { environment: "nowhere" })).toEqual([]);
});

test("what is not known is refused, naming what is", async () => {
  const { status, body } = await app.get("/api/0/projects/acme/web/issues/?query=geo.city:Vienna");
  expect(status).toBe(400);
  expect(body.detail).toMatch(/"geo\.city" is not known here\. Known are is, assigned, .*tags\[geo\.city\]/);
});

test("an issue says which tags its newest events have, and how many have which value", async () => {
  const [issue] = (await app.get("/api/0/organizations/acme/issues/?query=plan:gold")).body as { id: string; shortId: string }[];
  const at = `/api/0/organizations/acme/issues/${issue!.shortId}`;
  const release = { key: "release", name: "Release", uniqueValues: 2, totalValues: 2 };
  const topValues = [
    { value: "shop@1.1.0", count: 1 },
    { value: "shop@1.0.0", count: 1 },
  ];
  expect((await app.get(`${at}/`)).body.tags).toContainEqual(release);
  const all = (await app.get(`/api/0/issues/${issue!.id}/tags/`)).body as { key: string }[];
  expect(all.map((it) => it.key)).toEqual(expect.arrayContaining(["browser.name", "environment", "level", "plan", "release", "user"]));
  expect(all.find((it) => it.key === "release")).toMatchObject({ ...release, topValues });
  expect((await app.get(`${at}/tags/release/`)).body).toMatchObject({ ...release, topValues });
  expect([(await app.get(`${at}/tags/nobodys/`)).status, (await app.get("/api/0/issues/1/tags/")).status]).toEqual([404, 404]);
});

test("an issue is found by its new status and owner, and many are changed by a tag", async () => {
  await app.put("/api/0/organizations/acme/issues/?query=plan:gold", { status: "resolved", assignedTo: "bob@example.com" });
  expect(await find("is:resolved")).toEqual([refused]);
  expect(await find("is:unresolved")).toEqual([courier]);
  expect(await find("assigned:bob@example.com")).toEqual([refused]);
  expect(await find("assigned:none")).toEqual([courier]);
});

test("what was merged is found by the tags of both", async () => {
  const all = (await app.get("/api/0/organizations/acme/issues/?query=")).body as { id: string; title: string }[];
  await app.put(`/api/0/organizations/acme/issues/?${all.map((it) => `id=${it.id}`).join("&")}`, { merge: 1 });
  await app.idle();
  const [gold, fatal, both] = await Promise.all([find("plan:gold"), find("level:fatal"), find("user.id:[7, 8]")]);
  expect(gold).toHaveLength(1);
  expect([fatal, both]).toEqual([gold, gold]);
});
