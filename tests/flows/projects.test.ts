import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tokenHash } from "../../core/organizations/access.ts";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { DeleteCommand, PutCommand } from "../../functions/adapters/dynamo/commands.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { ids, SPACE } from "../../functions/adapters/redis/ids.ts";
import { leaseIds } from "../../functions/adapters/redis/lease-ids.ts";
import { type App, startApp } from "../support/app.ts";
import { recordCalls } from "../support/calls.ts";
import { envelopeOf } from "../support/envelopes.ts";
import { wholeTable } from "../support/owned-project.ts";

const CREATE = "/api/0/teams/acme/core/projects/";
const path = (project: string) => `/api/0/projects/acme/${project}/`;

let app: App;
let organizationId: number;
beforeAll(async () => {
  app = await startApp();
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterAll(() => app.stop());

const create = (body: object, at = CREATE) => app.call("POST", at, body);
const remove = (project: string) => app.call("DELETE", path(project));

async function send(dsn: string, message: string): Promise<number> {
  const url = new URL(dsn);
  const target = new URL(`/api${url.pathname}/envelope/?sentry_version=7&sentry_key=${url.username}`, app.system.api);
  return (await fetch(target, { method: "POST", body: envelopeOf({ message, frame: message }) })).status;
}

describe("as clients do it", () => {
  test("sentry project create, view, delete", async () => {
    const teams = (await app.get("/api/0/organizations/acme/teams/")).body;
    const made = await create({ name: "n", platform: "node" }, `/api/0/teams/acme/${teams[0].slug}/projects/`);
    expect(made).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^\d{16}$/), slug: "n", name: "n", platform: "node" } });
    expect(made.body).toMatchObject({ team: { slug: "core" }, organization: { slug: "acme" }, firstEvent: null });
    const [key, ...others] = (await app.get(`${path("n")}keys/`)).body;
    expect(others).toEqual([]);
    expect(await send(key.dsn.public, "first")).toBe(200);
    expect((await app.get(`${path("n")}?collapse=organization`)).body).toMatchObject({ id: made.body.id, slug: "n", name: "n" });
    expect((await app.get(path(made.body.id))).body.slug).toBe("n");
    const slugs = (await app.get("/api/0/organizations/acme/projects/?per_page=25")).body.map((it: { slug: string }) => it.slug);
    expect(slugs).toContain("n");

    const { status, body, headers } = await remove("n");
    expect([status, body]).toEqual([204, null]);
    expect(headers.get("location")).toBe(`${app.system.api}${path(made.body.id)}deletion/`);
    for (const it of ["n", made.body.id]) expect((await app.get(path(it))).status, it).toBe(404);
  });

  test("a name that is there already gets a slug of its own; a slug that was asked for is a 409", async () => {
    expect((await create({ name: "Web" })).body.slug).toMatch(/^web-[0-9a-z]{2}$/);
    expect(await create({ name: "Web", slug: "web" })).toMatchObject({
      status: 409,
      body: { detail: "A project with this slug already exists." },
    });
  });

  test("update_project of the MCP server; the former slug still leads there, for a while", async () => {
    const { body } = await create({ name: "Before", platform: "" });
    expect(body.platform).toBeNull();
    const changed = await app.put(path("before"), { name: "After", slug: "after", isBookmarked: true, options: {} });
    expect(changed).toMatchObject({ status: 200, body: { id: body.id, name: "After", slug: "after", platform: null } });
    for (const it of ["after", "before", body.id]) expect((await app.get(path(it))).body, it).toMatchObject({ id: body.id, slug: "after" });
    const successor = (await create({ name: "Before" })).body;
    expect(successor.slug).toBe("before");
    expect((await app.get(path("before"))).body.id).toBe(successor.id);
    const refused = await app.put(path("before"), { slug: "after" });
    expect(refused).toMatchObject({ status: 400, body: { slug: ["Another project (After) is already using that slug"] } });
    expect((await app.put(path("before"), { platform: "python-django" })).body).toMatchObject({ platform: "python-django" });
  });

  test("names as people write them", async () => {
    const slugOf = async (name: string) => (await create({ name })).body.slug;
    expect(await slugOf("Ünïcode Project!!")).toBe("unicode-project");
    expect(await slugOf("Straße")).toBe("strae");
    expect(await slugOf("1234")).toMatch(/^1234-[0-9a-z]{2}$/);
    expect(await slugOf("日本")).toMatch(/^[0-9a-f]{12}(-[0-9a-z]{2})?$/);
    expect(await slugOf("Rate Limits")).toMatch(/^[0-9a-f]{12}(-[0-9a-z]{2})?$/);
    expect(await slugOf("A".repeat(60))).toBe("a".repeat(50));
    expect(await slugOf("A".repeat(60))).toMatch(/^a{47}-[0-9a-z]{2}$/);
  });
});

test("50 at once of one name are 50 projects with 50 slugs", async () => {
  const made = await Promise.all(Array.from({ length: 50 }, () => create({ name: "Crowd", platform: "node" })));
  expect(made.map((it) => it.status)).toEqual(Array(50).fill(201));
  for (const field of ["id", "slug"]) expect(new Set(made.map((it) => it.body[field])).size, field).toBe(50);
});

describe("bad input is a 4xx that names the field, and nothing is written", () => {
  const items = async () => [...(await wholeTable()).keys()].sort();

  test.each<[object | string, string, number]>([
    [{}, "name", 400],
    [{ name: "" }, "name", 400],
    [{ name: "x".repeat(201) }, "name", 400],
    [{ name: "?!?" }, "name", 400],
    [{ name: "Settings" }, "name", 400],
    [{ name: { first: 1 } }, "name", 400],
    [{ name: "Fine", slug: "Upper" }, "slug", 400],
    [{ name: "Fine", slug: "123" }, "slug", 400],
    [{ name: "Fine", slug: "settings" }, "slug", 400],
    [{ name: "Fine", slug: "web" }, "detail", 409],
    [{ name: "Fine", platform: "cobol" }, "platform", 400],
    [[], "non_field_errors", 400],
  ])("%j", async (body, field, status) => {
    await app.idle();
    const before = await items();
    const answer = await create(body as object);
    expect([answer.status, Object.keys(answer.body)], JSON.stringify(answer.body)).toEqual([status, expect.arrayContaining([field])]);
    expect(await items()).toEqual(before);
  });

  test("a team or project that is not there or not the organization's, a scope that is missing", async () => {
    const scopes = ["project:read", "team:admin"] as const;
    await tokens.put(tokenHash("reader"), { id: 1, organizationId, userId: 1, scopes: [...scopes] });
    await tokens.put(tokenHash("writer"), { id: 2, organizationId, userId: 1, scopes: ["project:write"] });
    await tokens.put(tokenHash("elsewhere"), { id: 3, organizationId: 999, userId: 1, scopes: ["project:admin"] });
    await app.idle();
    const before = await items();
    const as = (token: string, method: string, at: string, body?: object) =>
      app.call(method, at, body, { authorization: `Bearer ${token}` }).then((it) => it.status);
    expect(await as("writer", "POST", "/api/0/teams/acme/none/projects/", { name: "Fine" })).toBe(404);
    expect(await as("elsewhere", "POST", CREATE, { name: "Fine" })).toBe(404);
    expect(await as("elsewhere", "DELETE", path("web"))).toBe(404);
    expect(await as("reader", "POST", CREATE, { name: "Fine" })).toBe(403);
    expect(await as("reader", "PUT", path("web"), { name: "Fine" })).toBe(403);
    expect(await as("writer", "DELETE", path("web"))).toBe(403);
    expect(await as("nobody", "POST", CREATE, { name: "Fine" })).toBe(401);
    expect(await as("writer", "PUT", path("none"), { name: "Fine" })).toBe(404);
    expect(await as("writer", "PUT", path("web"), { slug: "app" })).toBe(400);
    expect(await as("reader", "GET", `${path("web")}deletion/`)).toBe(404);
    expect(await items()).toEqual(before);
  });
});

test("whoever is in the team can be assigned, and found by address, as soon as the stream has been followed", async () => {
  const project = (await create({ name: "Reached" })).body;
  await app.idle();
  const issue = await app.capture({ message: "reached" }, "reached");
  const assign = (assignedTo: string) => app.put(`/api/0/issues/${issue.id}/`, { assignedTo });
  expect((await assign("bob@example.com")).body.assignedTo).toMatchObject({ type: "user", name: "Bob" });
  expect((await assign("team:core")).body.assignedTo).toMatchObject({ type: "team", name: "core" });
  expect((await assign("cyd")).status).toBe(400);
  const reaches = async (email: string) =>
    (await organizations.membersByEmail(organizationId, email))[0]?.projects.includes(Number(project.id));
  expect([await reaches("ada@example.com"), await reaches("cyd@example.com")]).toEqual([true, false]);
  await remove("reached");
  await app.idle();
  expect(await reaches("ada@example.com")).toBe(false);
});

/** Requests to Redis made while `run` runs. */
async function redisRequests(run: () => Promise<unknown>): Promise<number> {
  const fetched = vi.spyOn(globalThis, "fetch");
  await run();
  const urls = fetched.mock.calls.map(([input]) => String(input));
  fetched.mockRestore();
  return urls.filter((it) => it.startsWith(app.system.redis.url)).length;
}

test("creating: at most one request for an id, one write of eight units; who asks and the team are read before, what was done is noted after", async () => {
  await create({ name: "warm" });
  const { calls, stop } = recordCalls();
  expect(await redisRequests(() => create({ name: "Counted" }))).toBeLessThanOrEqual(1);
  stop();
  const own = calls.filter((it) => it.context.route === "POST /api/0/teams/{organization}/{team}/projects");
  expect(own.map((it) => [it.command, it.writeUnits])).toEqual([
    ["GetItemCommand", 0],
    ["QueryCommand", 0],
    ["TransactWriteItemsCommand", 8],
    ["PutItemCommand", 1],
  ]);
});

test("ids that were given out before are caught: the fifth in a row is a 409, one less is another project", async () => {
  // The next five are of one lease, one after the other.
  let last = await ids.next();
  while (last % 16 > 8) last = await ids.next();
  const taken = [1, 2, 3, 4, 5].map((n) => keys.project(organizationId, last + n));
  for (const Key of taken) await dynamo.send(new PutCommand({ TableName: tableName(), Item: { ...Key, deletedAt: 1, slug: "before" } }));
  await app.idle();
  const before = await wholeTable();
  const refused = await create({ name: "Twice" });
  expect(refused).toMatchObject({ status: 409, body: { detail: "Max allowed ID retry reached. Please try again in a second" } });
  expect(await wholeTable()).toEqual(before);
  for (const Key of taken) await dynamo.send(new DeleteCommand({ TableName: tableName(), Key }));
  expect(await create({ name: "Twice" })).toMatchObject({ status: 201, body: { slug: "twice" } });
});

test("no ids left: a 503 that says when to come back, after one request, and nothing is written", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  try {
    await leaseIds(SPACE, 0, 4_800);
    while (await ids.next().then(Boolean, () => false));
    await app.idle();
    const before = [...(await wholeTable()).keys()].sort();
    const requests = await redisRequests(async () => {
      const { status, headers, body } = await create({ name: "Late" });
      expect([status, headers.get("retry-after"), body]).toEqual([503, "1", { detail: "The store of ids is unavailable" }]);
    });
    expect(requests).toBe(1);
    expect([...(await wholeTable()).keys()].sort()).toEqual(before);
    vi.setSystemTime(Date.now() + 1_000);
    expect((await create({ name: "Late" })).status).toBe(201);
  } finally {
    vi.useRealTimers();
  }
});
