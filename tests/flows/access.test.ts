import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requireScope, SCOPES, type Scope, tokenHash } from "../../core/organizations/access.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { synthesize } from "../../infra/local/sst.ts";
import { type App, startApp } from "../support/app.ts";
import { wholeTable } from "../support/owned-project.ts";
import { codeOf } from "../support/source.ts";
import { putItems } from "../support/store.ts";

/** Every route that the code guards with `api(scope, …)`, as infra declares it: a new one is in this test by itself. */
const all = (await synthesize()).routes;
const routes = all.flatMap(({ method, path, step }) => {
  const guard = /\bapi\(\s*(null|"([a-z:]+)")/.exec(codeOf(`functions/${step}.ts`));
  return guard ? [{ method, path, scope: (guard[2] ?? null) as Scope | null }] : [];
});
const scoped = routes.filter((it) => it.scope !== null).map((it) => [`${it.method} ${it.path}`, it] as const);

const OTHER = { id: 999, slug: "elsewhere", name: "Elsewhere", createdAt: 1, features: [] };
let app: App;
let names: Record<string, string>;
beforeAll(async () => {
  app = await startApp();
  const { body } = await app.get("/api/0/organizations/acme/members/me/");
  const issue = await app.capture({ message: "guarded" });
  const [token] = (await app.get("/api/0/api-tokens/")).body;
  names = {
    ...{ organization: "acme", project: "web", team: "core", member: body.id, token: token.id },
    ...{ issue: issue.id, short_id: issue.shortId },
  };
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  await putItems({ ...keys.organization(OTHER.id), ...OTHER }, { ...keys.organizationSlug(OTHER.slug), organizationId: OTHER.id });
  await tokens.put(tokenHash("of-elsewhere"), { id: 1, organizationId: OTHER.id, userId: 1, scopes: [...SCOPES] });
  for (const { scope } of routes) {
    const scopes = SCOPES.filter((it) => scope !== null && !grants(it, scope));
    await tokens.put(tokenHash(`without-${scope}`), { id: 2, organizationId, userId: Number(body.id), scopes });
  }
  await app.idle();
});
afterAll(() => app.stop());

function grants(held: Scope, wanted: Scope): boolean {
  try {
    requireScope({ organizationId: 1, userId: 1, scopes: [held] }, wanted);
    return true;
  } catch {
    return false;
  }
}

/** Something that most changes would take. */
const BODY = {
  ...{ name: "Taken over", text: "Taken over", status: "resolved", assignedTo: "", workflow: "never", active: false },
  ...{ email: "new@example.com", scopes: ["org:read"] },
};
const pathOf = (path: string) => path.replace(/\{(\w+)\+?\}/g, (_, name: string) => names[name] ?? "1");
const ask = ({ method, path }: { method: string; path: string }, token: string) =>
  app.call(method === "ANY" ? "PATCH" : method, pathOf(path), method === "GET" ? undefined : BODY, {
    authorization: token === "" ? "" : `Bearer ${token}`,
  });
const everything = async () => [...(await wholeTable())].map(([, it]) => JSON.stringify(it)).sort();

test("no route of the API is open by mistake", async () => {
  expect(routes.length).toBeGreaterThan(40);
  const open = all.filter((it) => !routes.some(({ method, path }) => it.method === method && it.path === path));
  // What the API is, is no secret.
  expect(open.filter((it) => it.path.includes("/api/0/")).map((it) => it.path)).toEqual(["/api/0/openapi.json"]);
  expect(routes.filter((it) => it.scope === null).map((it) => it.path)).toEqual(["/api/0", "/api/0/{path+}", "/api/0/auth"]);
});

test("changing takes more than reading", () => {
  const open = routes.filter((it) => it.method !== "GET" && it.scope?.endsWith(":read")).map((it) => it.path.split("/").at(-1));
  // A user's own wish what to hear of a project; a project's rules, where readers may change the text alone (behaviour §5.8).
  expect(open.sort()).toEqual(["notification-settings", "ownership"]);
});

describe.each(routes.map((it) => [`${it.method} ${it.path}`, it] as const))("%s", (_, route) => {
  test("nobody without a token or with a wrong one", async () => {
    const before = await everything();
    for (const token of ["", "nonsense", "sntryu_".padEnd(71, "0")]) {
      expect(await ask(route, token)).toMatchObject({ status: 401, body: { detail: expect.any(String) } });
    }
    expect(await everything()).toEqual(before);
  });
});

describe.each(scoped)("%s", (_, route) => {
  test("not without its scope, though with every other", async () => {
    const before = await everything();
    expect(await ask(route, `without-${route.scope}`)).toMatchObject({ status: 403, body: { detail: expect.any(String) } });
    expect(await everything()).toEqual(before);
  });

  test("another organization's token reaches nothing of this one, and changes nothing", async () => {
    const before = await everything();
    const { status, body } = await ask(route, "of-elsewhere");
    if (/\{(organization|issue|token)\}/.test(route.path)) expect(status).toBe(404);
    expect(JSON.stringify(body)).not.toMatch(/acme|ada@example|guarded/i);
    expect(await everything()).toEqual(before);
  });
});
