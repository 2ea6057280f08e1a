import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCOPES, type Scope, tokenHash } from "../../core/organizations/access.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { injectFaults } from "../support/fault-injection.ts";
import { wholeTable } from "../support/owned-project.ts";

const TOKENS = "/api/0/api-tokens/";
const MEMBERS = "/api/0/organizations/acme/members/";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

type Made = { id: string; token: string; tokenLastCharacters: string; scopes: Scope[]; name: string };
const make = (body: object, token = TOKEN) => app.call("POST", TOKENS, body, { authorization: `Bearer ${token}` });
const made = async (body: object): Promise<Made> => (await make(body)).body;
const statusOf = async (token: string, path = "/api/0/auth/") =>
  (await app.call("GET", path, undefined, { authorization: `Bearer ${token}` })).status;
const idOf = async (name: string) => (await app.get(`${MEMBERS}?query=email:${name}@example.com`)).body[0].id as string;

test("a token is shown once, does what it was made for and no more, and nothing after it is deleted", async () => {
  const { status, body, headers } = await make({ name: "ci", scopes: ["event:read", "project:read", "event:read"] });
  expect(status).toBe(201);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(body).toMatchObject({ name: "ci", scopes: ["event:read", "project:read"], token: expect.stringMatching(/^sntryu_[0-9a-f]{64}$/) });
  expect((await app.call("GET", "/api/0/auth/", undefined, { authorization: `Bearer ${body.token}` })).body.email).toBe("ada@example.com");
  expect([await statusOf(body.token, "/api/0/projects/acme/web/"), await statusOf(body.token, MEMBERS)]).toEqual([200, 403]);

  const listed = await app.get(TOKENS);
  const own = (listed.body as Made[]).find((it) => it.id === body.id);
  expect(own).toMatchObject({ name: "ci", tokenLastCharacters: body.token.slice(-4), dateCreated: expect.stringMatching(/Z$/) });
  expect(own).not.toHaveProperty("token");
  const stored = JSON.stringify([...(await wholeTable())]);
  expect([stored.includes(body.token), stored.includes(tokenHash(body.token))]).toEqual([false, true]);

  expect((await app.remove(`${TOKENS}${body.id}/`)).status).toBe(204);
  expect(await statusOf(body.token)).toBe(401);
  expect((await app.remove(`${TOKENS}${body.id}/`)).status).toBe(404);
  expect((await app.get(TOKENS)).body.map((it: Made) => it.id)).not.toContain(body.id);
});

test.each([
  [{}, 400],
  [{ scopes: [] }, 400],
  [{ scopes: ["everything"] }, 400],
  [{ scopes: ["org:read"], user: "ada" }, 400],
  [{ scopes: ["org:read"], user: "12" }, 400],
  [{ scopes: ["org:read"], name: "x".repeat(300) }, 400],
  [[], 400],
])("%j makes none", async (body, status) => {
  await app.idle();
  const before = await wholeTable();
  expect((await make(body)).status).toBe(status);
  expect(await wholeTable()).toEqual(before);
});

test("nobody hands out what they do not hold", async () => {
  const { token } = await made({ scopes: ["org:admin", "event:write"] });
  for (const scope of ["event:read", "event:write", "org:write"]) expect((await make({ scopes: [scope] }, token)).status, scope).toBe(201);
  for (const scope of ["event:admin", "member:read", "org:integrations"])
    expect(await make({ scopes: ["org:read", scope] }, token), scope).toMatchObject({ status: 403, body: { detail: expect.any(String) } });
});

test("a token for another member is theirs; for one of a higher role there is none", async () => {
  const [ada, bob] = [await idOf("ada"), await idOf("bob")];
  const bobs = await made({ name: "bob's", scopes: [...SCOPES], user: bob });
  const as = (method: string, path: string, body?: unknown) => app.call(method, path, body, { authorization: `Bearer ${bobs.token}` });
  expect((await as("GET", "/api/0/auth/")).body).toMatchObject({ id: bob, email: "bob@example.com" });
  expect((await make({ scopes: ["org:read"], user: ada }, bobs.token)).status).toBe(403);
  expect((await as("PUT", `${MEMBERS}me/`, { role: "owner" })).status).toBe(403);
  expect((await as("POST", MEMBERS, { email: "friend@example.com", role: "admin" })).status).toBe(403);
  expect((await as("DELETE", `${MEMBERS}${ada}/`)).status).toBe(403);
  expect((await as("PUT", `${MEMBERS}${ada}/`, { active: false })).status).toBe(403);
  expect((await as("POST", MEMBERS, { email: "friend@example.com" })).status).toBe(201);
});

test("nobody takes away a token of a member of a higher role, whatever their own may do", async () => {
  const own = async (name: string) => made({ name, scopes: [...SCOPES], user: await idOf(name) });
  const [adas, bobs, cyds] = [await own("ada"), await own("bob"), await own("cyd")];
  const remove = (id: string) => app.call("DELETE", `${TOKENS}${id}/`, undefined, { authorization: `Bearer ${bobs.token}` });
  expect(await remove(adas.id)).toMatchObject({ status: 403, body: { detail: expect.stringContaining("higher role") } });
  expect(await statusOf(adas.token)).toBe(200);
  expect([(await remove(cyds.id)).status, await statusOf(cyds.token)]).toEqual([204, 401]);
  expect([(await remove("1")).status, (await remove("ada")).status]).toEqual([404, 404]);
  expect([(await remove(bobs.id)).status, await statusOf(bobs.token)]).toEqual([204, 401]);
});

describe("a member's tokens end", () => {
  const joined = async (name: string, role = "manager") => {
    const { body: member } = await app.post(MEMBERS, { email: `${name}@example.com`, role });
    const { token } = await made({ scopes: ["org:read"], user: member.id });
    expect(await statusOf(token)).toBe(200);
    return { token, path: `${MEMBERS}${member.id}/` };
  };

  test("with the membership, a suspension and a lower role; not with a higher one", async () => {
    const [gone, suspended, lower, higher] = await Promise.all(["kay", "lou", "max", "ned"].map((name) => joined(name)));
    await app.remove(gone!.path);
    await app.put(suspended!.path, { active: false });
    await app.put(lower!.path, { role: "member" });
    await app.put(higher!.path, { role: "owner" });
    const statuses = [gone, suspended, lower, higher].map((it) => statusOf(it!.token));
    expect(await Promise.all(statuses)).toEqual([401, 401, 401, 200]);
    expect(await statusOf(TOKEN)).toBe(200);
  });

  test("also where the answer to the removal was lost, or the removal itself", async () => {
    const points = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((call) => (["before", "after"] as const).map((when) => ({ call, when })));
    let hits = 0;
    const unnoted: number[] = [];
    for (const { call, when } of points) {
      const { token, path } = await joined(`fault-${when}-${call}`);
      const faults = injectFaults([{ delivery: "DELETE /api/0/organizations/{organization}/members/{member}", call, when }]);
      const { status } = await app.remove(path);
      faults.stop();
      hits += faults.hit.length;
      if (status === 204 && faults.hit.length > 0) unnoted.push(call);
      else expect(status).toBe(faults.hit.length > 0 ? 503 : 204);
      expect([204, 404]).toContain((await app.remove(path)).status);
      expect(await statusOf(token)).toBe(401);
    }
    expect(hits).toBeGreaterThanOrEqual(12);
    // The note in the audit log comes last, and what is done is not undone for want of it.
    expect([unnoted.length, new Set(unnoted).size]).toEqual([2, 1]);
  });
});

test("tokens of another organization are neither listed nor deleted", async () => {
  const { id } = await made({ scopes: ["org:read"] });
  await tokens.put(tokenHash("elsewhere"), { id: 1, organizationId: 999, userId: 1, scopes: ["org:admin"] });
  const answer = await app.call("DELETE", `${TOKENS}${id}/`, undefined, { authorization: "Bearer elsewhere" });
  expect(answer.status).toBe(404);
  expect((await app.get(TOKENS)).body.map((it: Made) => it.id)).toContain(id);
});
