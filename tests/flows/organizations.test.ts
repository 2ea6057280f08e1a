import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { type App, startApp } from "../support/app.ts";
import { wholeTable } from "../support/owned-project.ts";
import { putItems, queryAll } from "../support/store.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ own: true });
});
afterAll(() => app.stop());

describe("an organization", () => {
  test("is renamed at once, and found by its new slug and its id", async () => {
    const { body } = await app.get("/api/0/organizations/acme/");
    const named = await app.put("/api/0/organizations/acme/", { name: "  Acme & Sons " });
    expect(named).toMatchObject({ status: 200, body: { id: body.id, slug: "acme", name: "Acme & Sons", features: [] } });
    expect((await app.get("/api/0/organizations/acme/")).body.name).toBe("Acme & Sons");
    expect((await app.put("/api/0/organizations/acme/", { slug: "sons" })).body).toMatchObject({ slug: "sons", name: "Acme & Sons" });
    for (const it of ["sons", body.id]) expect((await app.get(`/api/0/organizations/${it}/`)).body.slug, it).toBe("sons");
    expect((await app.get("/api/0/organizations/")).body).toEqual([expect.objectContaining({ slug: "sons", name: "Acme & Sons" })]);
    await app.advance(61);
    expect((await app.get("/api/0/organizations/acme/")).status).toBe(404);
    expect((await app.put("/api/0/organizations/sons/", { slug: "acme" })).body.slug).toBe("acme");
    await app.advance(6);
    expect((await app.get("/api/0/organizations/acme/")).status).toBe(200);
  });

  test("never takes another one's slug, nor one that names nothing", async () => {
    await putItems({ ...keys.organizationSlug("taken"), organizationId: 999 });
    await app.idle();
    const before = await wholeTable();
    for (const slug of ["taken", "", "Upper", "a b", "123", "settings", "x".repeat(51), 7]) {
      const { status, body } = await app.put("/api/0/organizations/acme/", { slug });
      expect([status, Object.keys(body)], String(slug)).toEqual([400, ["detail", "slug"]]);
    }
    for (const body of [{ name: "" }, { name: "?!" }, []]) expect((await app.put("/api/0/organizations/acme/", body)).status).toBe(400);
    expect((await app.put("/api/0/organizations/acme/", {})).status).toBe(200);
    expect(await wholeTable()).toEqual(before);
  });

  test("of two who rename it at the same time one wins, and one slug leads to it", async () => {
    const answers = await Promise.all(["one", "two"].map((slug) => app.put("/api/0/organizations/acme/", { slug })));
    const statuses = answers.map((it) => it.status);
    expect(statuses).toContain(200);
    for (const status of statuses) expect([200, 409]).toContain(status);
    const { slug, id } = (await app.get("/api/0/organizations/")).body[0];
    const leading = [...(await wholeTable()).values()].filter((it) => it.sk === "ORG_SLUG" && String(it.organizationId) === id);
    expect(leading.map((it) => it.pk)).toEqual([`ORG_SLUG#${slug}`]);
    await app.put(`/api/0/organizations/${slug}/`, { slug: "acme" });
  });
});

describe("notification settings", () => {
  const PATH = "/api/0/projects/acme/web/notification-settings/";

  test("are the usual ones until the user says otherwise, for each project", async () => {
    expect((await app.get(PATH)).body).toEqual({ workflow: "subscribe_only", selfAssignOnResolve: false });
    expect(await app.put(PATH, { workflow: "never" })).toMatchObject({ status: 200, body: { workflow: "never" } });
    expect((await app.put(PATH, { workflow: "always" })).body).toEqual({ workflow: "always", selfAssignOnResolve: false });
    expect((await app.get(PATH)).body).toEqual({ workflow: "always", selfAssignOnResolve: false });
    expect((await app.get("/api/0/projects/acme/app/notification-settings/")).body).toEqual({
      workflow: "subscribe_only",
      selfAssignOnResolve: false,
    });
    for (const body of [{}, { workflow: "sometimes" }, { workflow: null }, { workflow: "never", selfAssignOnResolve: "yes" }, []])
      expect((await app.put(PATH, body)).status).toBe(400);
    expect((await app.put("/api/0/projects/acme/none/notification-settings/", { workflow: "never" })).status).toBe(404);
    expect((await app.get(PATH)).body).toEqual({ workflow: "always", selfAssignOnResolve: false });
  });

  test("are one user's, and go with the project", async () => {
    const { body: bob } = await app.get("/api/0/organizations/acme/members/?query=email:bob@example.com");
    const { body } = await app.post("/api/0/api-tokens/", { scopes: ["project:read"], user: bob[0].id });
    const asBob = (method: string, path: string, wish?: object) => app.call(method, path, wish, { authorization: `Bearer ${body.token}` });
    expect((await asBob("GET", PATH)).body).toEqual({ workflow: "subscribe_only", selfAssignOnResolve: false });
    const { body: project } = await app.post("/api/0/teams/acme/core/projects/", { name: "Passing" });
    const path = "/api/0/projects/acme/passing/notification-settings/";
    await app.put(path, { workflow: "always" });
    await asBob("PUT", path, { workflow: "never" });
    expect([(await app.get(path)).body.workflow, (await asBob("GET", path)).body.workflow]).toEqual(["always", "never"]);
    const { id } = (await app.get("/api/0/organizations/acme/")).body;
    const pk = keys.notificationSetting(Number(id), Number(project.id), 0).pk;
    expect(await queryAll(pk, "NOTIFICATION#")).toHaveLength(2);
    await app.remove("/api/0/projects/acme/passing/");
    await app.idle();
    expect(await queryAll(pk)).toEqual([]);
  });
});
