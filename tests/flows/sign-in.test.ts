import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenHash } from "../../core/organizations/access.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { visitorOf } from "../support/visitor.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ own: true });
});
afterAll(() => app.stop());

const HOME = "/organizations/acme/issues/";

describe("signing in", () => {
  test("a newcomer at / is asked for a token, and lands on the issues", async () => {
    const visitor = visitorOf(app);
    const asked = await visitor.visit("/");
    expect(asked.text).toContain("<h1>Sign in</h1>");
    const home = await visitor.submit(asked, "Sign in", { token: ` ${TOKEN} ` });
    expect([home.status, home.path]).toEqual([200, HOME]);
    expect((await visitor.visit("/")).path).toBe(HOME);
  });

  test("a page that needs it asks, and is there afterwards", async () => {
    const visitor = visitorOf(app);
    const asked = await visitor.visit(HOME);
    expect(asked.path).toBe(`/auth/login/?next=${encodeURIComponent(HOME)}`);
    expect((await visitor.submit(asked, "Sign in", { token: TOKEN })).path).toBe(HOME);
  });

  test.each(["https://evil.example/", "//evil.example/", "/\\evil.example", "/settings/../..//evil.example?x=1"])(
    "never leads to %s",
    async (next) => {
      const visitor = visitorOf(app);
      const page = await visitor.post("/auth/login/", { token: TOKEN, next });
      expect(page.path).toBe(HOME);
    },
  );

  test("an unknown token is refused, and the page does not repeat it", async () => {
    const page = await visitorOf(app).post("/auth/login/", { token: "no-such-token" });
    expect(page.status).toBe(200);
    expect(page.text).toContain('role="alert"');
    expect(page.text).not.toContain("no-such-token");
  });

  test.each([
    ["project:read" as const, 200, "/settings/acme/projects/"],
    ["org:read" as const, 200, "/settings/acme/api/"],
    ["team:read" as const, 403, HOME],
  ])("a token with the scope %s alone begins with what it may see, or is told who may", async (scope, status, path) => {
    const { id } = (await app.get("/api/0/organizations/acme/")).body;
    await tokens.put(tokenHash(scope), { id: 1, organizationId: Number(id), userId: 1, scopes: [scope] });
    const seen = await visitorOf(app).post("/auth/login/", { token: scope });
    expect([seen.status, seen.path]).toEqual([status, path]);
    if (status === 403) expect(seen.text).toContain("lacks the scope event:read, which members, admins, managers and owners have");
  });

  test("what another stage sealed, with its own key, is no session here", async () => {
    const visitor = visitorOf(app);
    await visitor.signIn();
    const [[name, mine] = ["", ""]] = [...visitor.cookies];
    const [format, keyId, ...rest] = mine.split(".");
    expect(keyId).toMatch(/^[\w-]+$/);
    visitor.cookies.set(name, [format, keyId?.split("").reverse().join(""), ...rest].join("."));
    expect((await visitor.visit(HOME)).path).toMatch(/^\/auth\/login\//);
    visitor.cookies.set(name, mine);
    expect((await visitor.visit(HOME)).status).toBe(200);
  });

  test("the cookie is for this browser only, and is gone after signing out", async () => {
    const visitor = visitorOf(app);
    const response = await fetch(new URL("/auth/login/", app.system.api), {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ token: TOKEN }),
    });
    expect(response.headers.get("set-cookie")).toMatch(/^lockstep=[^;]+; Path=\/; Max-Age=7200; HttpOnly; SameSite=Lax$/);
    expect(response.headers.get("set-cookie")).not.toContain(TOKEN);
    const home = await visitor.signIn();
    expect((await visitor.submit(home, "Sign out")).path).toBe("/auth/login/");
    expect(visitor.cookies.size).toBe(0);
    expect((await visitor.visit(HOME)).text).toContain("<h1>Sign in</h1>");
  });

  test("signing out ends the session wherever its cookie is, and no other", async () => {
    const [one, other] = [visitorOf(app), visitorOf(app)];
    const home = await one.signIn();
    await other.signIn();
    const stolen = new Map(one.cookies);
    await one.submit(home, "Sign out");
    for (const [name, value] of stolen) one.cookies.set(name, value);
    for (const path of [HOME, "/", "/auth/login/"]) expect((await one.visit(path)).text, path).toContain("<h1>Sign in</h1>");
    expect(await other.visit(HOME)).toMatchObject({ status: 200, path: HOME });
    // Nor does a form that was open come through.
    expect((await one.post("/auth/logout/", {})).path).toBe("/auth/login/");
    expect((await other.visit(HOME)).status).toBe(200);
  });

  test("a session ends when it is over, and when its token is taken back", async () => {
    const { id } = (await app.get("/api/0/organizations/acme/")).body;
    const token = { id: 2, organizationId: Number(id), userId: 1, scopes: ["org:integrations" as const, "event:read" as const] };
    await tokens.put(tokenHash("short-lived"), token);
    const visitor = visitorOf(app);
    expect((await visitor.post("/auth/login/", { token: "short-lived" })).path).toBe(HOME);
    await tokens.put(tokenHash("short-lived"), { ...token, organizationId: 1 });
    expect((await visitor.visit(HOME)).status).toBe(404);
    await tokens.put(tokenHash("short-lived"), token);
    expect((await visitor.visit(HOME)).status).toBe(200);
    app.system.advanceClock(7201);
    expect((await visitor.visit(HOME)).text).toContain("<h1>Sign in</h1>");
  });
});

describe("every answer", () => {
  const gets = ["/", "/auth/login/", HOME, "/api/0/", "/api/0/auth/", "/api/0/nothing/"].map((path) => ["GET", path] as const);
  test.each([...gets, ["OPTIONS", "/api/1/envelope/"] as const])("%s %s says how it is to be taken", async (method, path) => {
    const { headers } = await fetch(new URL(path, app.system.api), { method, redirect: "manual" });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toBeNull();
    const secure = await fetch(new URL(path, app.system.api), { method, redirect: "manual", headers: { "x-forwarded-proto": "https" } });
    expect(secure.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });
});

describe("a page", () => {
  test("runs nothing, loads nothing from elsewhere, is framed nowhere and kept nowhere", async () => {
    const { headers, text } = await visitorOf(app).visit("/auth/login/");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cache-control": "no-store",
    });
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(30_000);
  });

  test("of another organization is not there", async () => {
    const visitor = visitorOf(app);
    await visitor.signIn();
    expect(await visitor.visit("/settings/other/integrations/")).toMatchObject({ status: 404, text: expect.stringContaining("Not here") });
  });

  test("takes a form from its own pages only", async () => {
    const { post } = visitorOf(app);
    expect((await post("/auth/login/", { token: TOKEN }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post("/auth/login/", { token: TOKEN }, { "content-type": "text/plain" })).status).toBe(400);
  });

  test("changes nothing for a form that another site had a browser send: without what its own page says, or with another browser's", async () => {
    const [visitor, other] = [visitorOf(app), visitorOf(app)];
    const path = "/settings/acme/people/teams/";
    const formToken = async (of: typeof visitor) => {
      await of.signIn();
      return /name="form_token" value="(\w+)"/.exec((await of.visit(path)).text)?.[1] ?? "";
    };
    const [own, others] = [await formToken(visitor), await formToken(other)];
    const names = async () => (await app.get("/api/0/organizations/acme/teams/")).body.map((it: { name: string }) => it.name);
    // Of a browser that does not say where a form comes from.
    for (const form of [{}, { form_token: "" }, { form_token: others }])
      expect((await visitor.post(path, { ...form, name: "Forged" })).status, JSON.stringify(form)).toBe(403);
    expect(await names()).not.toContain("Forged");
    await visitor.post(path, { form_token: own, name: "Wanted" });
    expect(await names()).toContain("Wanted");
  });
});
