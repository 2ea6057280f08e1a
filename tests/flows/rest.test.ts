import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenHash } from "../../core/organizations/access.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { type App, startApp } from "../support/app.ts";

let app: App;
let issue: { id: string; shortId: string };
const READER = "a-token-that-may-only-read-events";
beforeAll(async () => {
  app = await startApp();
  const { body } = await app.get("/api/0/organizations/acme/");
  await tokens.put(tokenHash(READER), { id: 1, organizationId: Number(body.id), userId: 1, scopes: ["event:read"] });
  await tokens.put(tokenHash("of-another-organization"), { id: 2, organizationId: 999, userId: 1, scopes: ["org:admin", "event:admin"] });
  for (let n = 0; n < 5; n++) issue = await app.capture({ message: `rest ${n}`, frame: `frame${n}` });
});
afterAll(() => app.stop());

const paths = () => [
  "/api/0/organizations/",
  "/api/0/organizations/acme/",
  "/api/0/organizations/acme/teams/",
  "/api/0/organizations/acme/members/",
  "/api/0/organizations/acme/projects/",
  "/api/0/projects/acme/web/",
  "/api/0/projects/acme/web/keys/",
  "/api/0/organizations/acme/issues/",
  "/api/0/projects/acme/web/issues/",
  `/api/0/organizations/acme/issues/${issue.id}/`,
  `/api/0/organizations/acme/issues/${issue.shortId}/activities/`,
  `/api/0/organizations/acme/issues/${issue.shortId}/events/`,
  `/api/0/organizations/acme/issues/${issue.shortId}/events/latest/`,
  `/api/0/organizations/acme/shortids/${issue.shortId}/`,
  `/api/0/issues/${issue.id}/`,
  "/api/0/projects/acme/web/events/",
];

test("every read answers its owner, with no number for an id and no time without a zone", async () => {
  for (const path of [...paths(), "/api/0/", "/api/0/auth/"]) {
    const { status, body } = await app.get(path);
    expect(status, path).toBe(200);
    const text = JSON.stringify(body);
    expect(text, path).not.toMatch(/"(id|groupID|eventID)":\d/);
    for (const [, time = ""] of text.matchAll(/"(?:date\w+|firstSeen|lastSeen)":"([^"]+)"/g))
      expect(time, path).toMatch(/Z$|[+-]\d\d:\d\d$/);
  }
});

test("nobody without a token, nobody of another organization, nobody without the scope", async () => {
  for (const path of paths()) {
    expect((await app.call("GET", path, undefined, { authorization: "" })).status, path).toBe(401);
    expect((await app.call("GET", path, undefined, { authorization: "Bearer nonsense" })).status, path).toBe(401);
    if (!path.includes("/acme/")) continue;
    expect((await app.call("GET", path, undefined, { authorization: "Bearer of-another-organization" })).status, path).toBe(404);
  }
  const reader = { authorization: `Bearer ${READER}` };
  expect((await app.call("GET", `/api/0/issues/${issue.id}/`, undefined, reader)).status).toBe(200);
  expect((await app.call("PUT", `/api/0/issues/${issue.id}/`, { status: "resolved" }, reader)).status).toBe(403);
  expect((await app.call("GET", "/api/0/organizations/acme/", undefined, reader)).status).toBe(403);
});

test("a project says when its first event came", async () => {
  expect((await app.get("/api/0/projects/acme/web/")).body.firstEvent).toMatch(/^\d{4}-.*Z$/);
  expect((await app.get("/api/0/projects/acme/app/")).body.firstEvent).toBeNull();
});

test("what is not there is a 404 with a detail", async () => {
  for (const path of [
    "/api/0/projects/acme/none/",
    "/api/0/issues/1/",
    "/api/0/organizations/acme/issues/NONE-1/",
    "/api/0/organizations/none/",
  ]) {
    expect(await app.get(path), path).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  }
  expect((await fetch(new URL("/nowhere", app.system.api))).status).toBe(404);
});

test("names longer than any key of the store are a 404, and a 401 for whoever we do not know", async () => {
  const long = "a".repeat(3000);
  for (const path of [
    `/api/0/organizations/${long}/`,
    `/api/0/projects/acme/${long}/`,
    `/api/0/organizations/acme/issues/${long}-1/`,
    `/api/0/organizations/acme/shortids/${long}/`,
  ]) {
    expect((await app.get(path)).status, path.slice(0, 60)).toBe(404);
    expect((await app.call("GET", path, undefined, { authorization: "Bearer nonsense" })).status).toBe(401);
  }
});

describe("pages", () => {
  const next = (link: string | null) => /<([^>]+)>; rel="next"; results="true"; cursor="([^"]+)"/.exec(link ?? "");

  test("the Link header leads through all issues, each once, newest first", async () => {
    const seen: string[] = [];
    let path: string | undefined = "/api/0/projects/acme/web/issues/?per_page=2";
    for (let pages = 0; path && pages < 10; pages++) {
      const { body, headers } = await app.get(path);
      seen.push(...body.map((it: { title: string }) => it.title));
      const found = next(headers.get("link"));
      path = found ? `/api/0/projects/acme/web/issues/?per_page=2&cursor=${encodeURIComponent(found[2] ?? "")}` : undefined;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map((n) => `Error: rest ${n}`));
  });

  test("projects are listed by pages too", async () => {
    const { body, headers } = await app.get("/api/0/organizations/acme/projects/?per_page=1");
    const url = new URL(next(headers.get("link"))?.[1] ?? "");
    const rest = (await app.get(url.pathname + url.search)).body;
    expect([...body, ...rest].map((it: { slug: string }) => it.slug).sort()).toEqual(["app", "web"]);
  });

  test("over projects, and with the address itself", async () => {
    const { headers } = await app.get("/api/0/organizations/acme/issues/?limit=3");
    const found = next(headers.get("link"));
    const url = new URL(found?.[1] ?? "");
    expect((await app.get(url.pathname + url.search)).body).toHaveLength(2);
  });

  test("an empty cursor is the first page; a wrong one or a wrong size is a 400", async () => {
    expect((await app.get("/api/0/projects/acme/web/issues/?cursor=")).body).toHaveLength(5);
    for (const query of ["per_page=0", "per_page=x", "per_page=-1"]) {
      expect((await app.get(`/api/0/projects/acme/web/issues/?${query}`)).status, query).toBe(400);
    }
    expect((await app.get("/api/0/projects/acme/web/events/?cursor=nonsense")).status).toBe(400);
  });
});

test("searches narrow, and an unknown one is refused", async () => {
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada", status: "resolved" });
  const count = async (query: string) =>
    (await app.get(`/api/0/organizations/acme/issues/?query=${encodeURIComponent(query)}`)).body.length;
  expect(await count("is:resolved")).toBe(1);
  expect(await count("!is:resolved")).toBe(4);
  expect(await count("assigned:me is:resolved")).toBe(1);
  expect(await count("assigned:bob@example.com")).toBe(0);
  expect(await count("is:unassigned rest")).toBe(4);
  expect(await count('"rest 2"')).toBe(1);
  expect(await app.get("/api/0/organizations/acme/issues/?query=bookmarks:me")).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("bookmarks") },
  });
});

test("bulk changes refuse what they cannot mean, and write nothing", async () => {
  const put = (query: string) => app.put(`/api/0/projects/acme/web/issues/?${query}`, { status: "ignored" });
  expect((await put("id=abc")).status).toBe(400);
  expect((await put(`id=${issue.id}&status=resolved`)).status).toBe(400);
  expect((await put("status=sleeping")).status).toBe(400);
  expect((await put("id=999")).status).toBe(204);
  expect((await app.get("/api/0/organizations/acme/issues/?query=is:ignored")).body).toEqual([]);
});

describe("issues of several projects", () => {
  const titles = async (query: string) => {
    const { body } = await app.get(`/api/0/organizations/acme/issues/?${query}`);
    return (body as { title: string }[]).map((it) => it.title);
  };
  const idOf = async (slug: string) => (await app.get(`/api/0/projects/acme/${slug}/`)).body.id;

  test("are in one order, newest seen first, however they are paged", async () => {
    await app.capture({ message: "several 0", frame: "several0" }, "app");
    await app.capture({ message: "several 1", frame: "several1" }, "web");
    await app.capture({ message: "several 2", frame: "several2" }, "app");
    const expected = [2, 1, 0].map((n) => `Error: several ${n}`);
    expect(await titles("query=several")).toEqual(expected);
    const first = await app.get("/api/0/organizations/acme/issues/?query=several&limit=2");
    const cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const encoded = [...cursor].map((it) => `%${it.charCodeAt(0).toString(16)}`).join("");
    expect(await titles(`query=several&limit=2&cursor=${encoded}`)).toEqual(expected.slice(2));
    expect((await app.get("/api/0/organizations/acme/issues/?cursor=nonsense")).status).toBe(400);
  });

  test("are chosen by slug or id, repeated or not; -1 is all; an unknown one is a 404", async () => {
    const [web, application] = await Promise.all([idOf("web"), idOf("app")]);
    for (const project of ["project=app", `project=${application}`])
      expect(await titles(`query=several&${project}`), project).toEqual(["Error: several 2", "Error: several 0"]);
    for (const projects of ["project=-1", `project=${web}&project=app`])
      expect(await titles(`query=several&${projects}`), projects).toHaveLength(3);
    expect((await app.get("/api/0/organizations/acme/issues/?project=app&project=nothing")).status).toBe(404);
  });
});

test("a bulk change over the organization: by query, by ids, by project; never wider than it says", async () => {
  const put = (query: string, body: object) => app.put(`/api/0/organizations/acme/issues/?${query}`, body);
  const titles = async (query: string) =>
    ((await app.get(`/api/0/organizations/acme/issues/?query=${encodeURIComponent(query)}`)).body as { title: string }[]).map(
      (it) => it.title,
    );
  const narrow = await put(`query=${encodeURIComponent('is:unresolved "rest 2"')}`, { status: "resolved" });
  expect(narrow).toMatchObject({ status: 200, body: { status: "resolved", statusDetails: {}, inbox: null } });
  expect((await titles("is:resolved")).filter((it) => it.includes("rest 2"))).toHaveLength(1);
  expect(await titles('is:resolved "rest 3"')).toEqual([]);

  const other = await app.capture({ message: "elsewhere" }, "app");
  const inApp = ((await app.get("/api/0/projects/acme/app/issues/?query=is:unresolved")).body as { title: string }[]).map((it) => it.title);
  expect((await put("project=web&status=unresolved", { status: "ignored" })).status).toBe(200);
  expect(await titles("is:unresolved")).toEqual(inApp);
  expect((await put(`id=${other.id}&project=web`, { status: "resolved" })).status).toBe(204);
  const assigned = await put(`id=${other.id}&id=${other.id}`, { assignedTo: "cyd" });
  expect(assigned.body).toEqual({ assignedTo: expect.objectContaining({ type: "user", name: "Cyd" }) });
  expect((await put(`id=${issue.id}&id=${other.id}`, { assignedTo: "ada", status: "resolved" })).status).toBe(400);
  expect(await titles("is:unresolved")).toEqual(inApp);
  for (const query of ["statsPeriod=14d", "environment=production", "query=bookmarks:me", "project=none"]) {
    expect((await put(query, { status: "resolved" })).status, query).toBeGreaterThanOrEqual(400);
  }
  expect(await titles("is:unresolved")).toEqual(inApp);
});
