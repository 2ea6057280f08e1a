import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requireScope, type Scope, scopesOf } from "../../../core/organizations/access.ts";
import { ROLES, type Role } from "../../../core/organizations/organization.ts";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../../functions/adapters/dynamo/organizations.ts";
import { PLACES } from "../../../functions/views/places.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { synthesize } from "../../../infra/local/sst.ts";
import { signIn } from "../../../infra/ops/tokens.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { codeOf } from "../../support/source.ts";
import { putItems } from "../../support/store.ts";
import { type Seen, visitorOf } from "../../support/visitor.ts";

/** Every page and every form of one, as infra declares them, with the scope that the API takes for the same: a new one is in this test by itself. */
const pages = (await synthesize()).routes.flatMap(({ method, path, step }) => {
  const scope = /\bpage\("([a-z:]+)",/.exec(codeOf(`functions/${step}.ts`))?.[1];
  return scope ? [{ method, path, scope: scope as Scope }] : [];
});
const ID = 4_000_000_000_000_988;

let app: App;
let jira: Jira;
let names: Record<string, string>;
const addresses = Object.fromEntries(ROLES.map((it) => [it, `${it}@example.com`])) as Record<Role, string>;
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true }), startJira()]);
  const { id } = await connectBothWays(app, jira, { id: ID }).then(async () => (await app.get("/api/0/organizations/acme/")).body);
  const [bob] = (await organizations.members(Number(id))).filter((it) => it.name === "Bob");
  if (!bob) throw new Error("the demo has no Bob");
  for (const [n, role] of ROLES.entries()) {
    const [userId, email] = [bob.userId + 1000 + n, addresses[role]];
    const member = { ...bob, userId, email, name: role, username: role, role };
    const item = { ...keys.memberEmail(Number(id), email, userId), userId, email, active: true, projects: bob.projects };
    await putItems({ ...keys.member(Number(id), userId), ...member }, item);
  }
  const issue = await app.capture({ message: "looked at" });
  names = { organization: "acme", project: "web", team: "core", member: String(bob.userId), issue: issue.id, integration: String(ID) };
});
afterAll(async () => {
  await jira?.stop();
  await app?.stop();
});

const linkOf = async (email: string) => new URL(((await signIn("acme", email)).value as { signIn: string }).signIn).pathname;
const use = async (path: string, visitor = visitorOf(app)): Promise<[Seen, ReturnType<typeof visitorOf>]> => [
  await visitor.submit(await visitor.visit(path), "Sign in"),
  visitor,
];
const grants = (role: Role, wanted: Scope): boolean => {
  try {
    requireScope({ organizationId: 1, userId: 1, scopes: scopesOf(role) }, wanted);
    return true;
  } catch {
    return false;
  }
};

describe("a link by command", () => {
  test("signs in one browser, once; looking at it uses nothing up", async () => {
    const path = await linkOf(addresses.member);
    await visitorOf(app).visit(path);
    const [home] = await use(path);
    expect([home.status, home.path]).toEqual([200, "/organizations/acme/issues/"]);
    const [again, visitor] = await use(path);
    expect([again.status, visitor.cookies.size]).toEqual([410, 0]);
    expect(again.text).toContain("This link was used already, or it is too old.");
  });

  test("not after ten minutes, and what it opened ends after two hours", async () => {
    const [early, late] = [await linkOf(addresses.member), await linkOf(addresses.member)];
    const [, visitor] = await use(early);
    await app.advance(601);
    expect((await use(late))[0].status).toBe(410);
    expect((await visitor.visit("/organizations/acme/issues/")).path).toBe("/organizations/acme/issues/");
    await app.advance(7200);
    expect((await visitor.visit("/organizations/acme/issues/")).path).toMatch(/^\/auth\/login\//);
  });

  test("stands among the tokens, where taking it away ends the session; it goes by itself", async () => {
    const [, visitor] = await use(await linkOf(addresses.member));
    const mine = async () =>
      ((await app.get("/api/0/api-tokens/")).body as { id: string; name: string; expiresAt: string | null }[]).filter(
        (it) => it.name === "Signed in by command",
      );
    const [token] = await mine();
    expect(token?.expiresAt).not.toBeNull();
    expect((await visitor.visit("/organizations/acme/issues/")).status).toBe(200);
    for (const { id } of await mine()) await app.remove(`/api/0/api-tokens/${id}/`);
    expect((await visitor.visit("/organizations/acme/issues/")).path).toMatch(/^\/auth\/login\//);
    await linkOf(addresses.member);
    await app.advance(7801);
    expect(await mine()).toEqual([]);
  });

  test("is noted in the audit log, as of whoever runs Lockstep", async () => {
    await linkOf(addresses.member);
    const [, visitor] = await use(await linkOf(addresses.owner));
    expect((await visitor.visit("/settings/acme/audit-log/")).text).toContain("whoever runs Lockstep");
  });
});

describe.each(ROLES.map((it) => [it] as const))("%s", (role) => {
  test("sees every page that the API would answer, and no other; what is refused says who may", async () => {
    const [, visitor] = await use(await linkOf(addresses[role]));
    const pathOf = (path: string) => `${path.replace(/\{(\w+)\+?\}/g, (_, name: string) => names[name] ?? "1")}/`;
    const wrong: string[] = [];
    for (const { method, path, scope } of pages) {
      const seen = method === "GET" ? await visitor.visit(pathOf(path)) : await visitor.post(pathOf(path), {});
      // A form without its token is refused, too, and says something else.
      const refused = seen.status === 403 && seen.text.includes(`lacks the scope ${scope}, which `);
      if (refused === grants(role, scope)) wrong.push(`${method} ${path}: ${seen.status}`);
      if (seen.status >= 500 || seen.path.startsWith("/auth/")) wrong.push(`${method} ${path}: ${seen.status} ${seen.path}`);
    }
    expect(pages.length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  test("is led to all of these pages by the navigation, and to none that is refused", async () => {
    const [home, visitor] = await use(await linkOf(addresses[role]));
    const places = PLACES.filter(({ group }) => group !== "connect").map((it) => ({
      ...it,
      path: it.path.replace("{organization}", "acme"),
    }));
    const nav = /<nav[\s\S]*<\/nav>/.exec(home.text)?.[0] ?? "";
    for (const { path, scope } of places) {
      expect([path, nav.includes(`href="${path}"`)]).toEqual([path, grants(role, scope)]);
      expect([path, (await visitor.visit(path)).status]).toEqual([path, grants(role, scope) ? 200 : 403]);
    }
  });
});
