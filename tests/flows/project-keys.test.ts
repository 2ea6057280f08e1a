import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type App, startApp } from "../support/app.ts";
import { envelopeOf } from "../support/envelopes.ts";
import { wholeTable } from "../support/owned-project.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const KEYS = "/api/0/projects/acme/web/keys/";
/** What MCP create_dsn and @sentry/api createANewClientKey cannot do without. */
const Key = z.object({
  id: z.string(),
  name: z.string(),
  public: z.string().regex(/^[0-9a-f]{32}$/),
  isActive: z.boolean(),
  dsn: z.object({ public: z.url() }),
  dateCreated: z.iso.datetime(),
});

const one = (id: string, project = "web") => `/api/0/projects/acme/${project}/keys/${id}/`;
const made = async (body: object = {}, path = KEYS) => Key.parse((await app.post(path, body)).body);
async function send(dsn: string): Promise<number> {
  const { pathname, username } = new URL(dsn);
  const url = new URL(`/api${pathname}/envelope/?sentry_version=7&sentry_key=${username}`, app.system.api);
  return (await fetch(url, { method: "POST", body: envelopeOf({ message: "by another key" }) })).status;
}

test("a key is made, takes events, is renamed, and is gone when it is removed", async () => {
  const answer = await app.post(KEYS, { name: "Mobile" });
  expect(answer.status).toBe(201);
  const key = Key.parse(answer.body);
  expect(key).toMatchObject({ name: "Mobile", isActive: true });
  expect((await app.get(KEYS)).body).toContainEqual(answer.body);
  expect((await app.get(one(key.id))).body).toEqual(answer.body);
  expect(await send(key.dsn.public)).toBe(200);
  expect((await app.put(one(key.id), { name: "Phones" })).body).toEqual({ ...answer.body, name: "Phones", label: "Phones" });
  expect((await app.get(one(key.id))).body.name).toBe("Phones");
  expect((await app.remove(one(key.id))).status).toBe(204);
  for (const again of [await app.get(one(key.id)), await app.put(one(key.id), {}), await app.remove(one(key.id))])
    expect(again).toMatchObject({ status: 404, body: { detail: expect.stringMatching(/no such key/) } });
});

test("a key that leaked is switched off, and one that is gone takes nothing", async () => {
  const [off, gone] = [await made(), await made()];
  expect((await app.put(one(off.id), { isActive: false })).body).toMatchObject({ name: "Default", isActive: false });
  await app.remove(one(gone.id));
  for (const key of [off, gone]) expect(await send(key.dsn.public)).toBe(403);
});

test("what is wrong with it is said under its field; another project's key is not there; nothing is written", async () => {
  const key = await made();
  const before = [...(await wholeTable()).entries()];
  for (const [body, field] of [
    [{ name: "x".repeat(65) }, "name"],
    [{ name: 5 }, "name"],
  ] as const)
    for (const answer of [await app.post(KEYS, body), await app.put(one(key.id), body)])
      expect(answer).toMatchObject({ status: 400, body: { [field]: [expect.any(String)], detail: expect.any(String) } });
  expect((await app.put(one(key.id), { isActive: "no" })).body.isActive).toEqual([expect.any(String)]);
  for (const path of [one(key.id, "app"), one("f".repeat(32)), one("x"), one(key.id, "nowhere")]) {
    expect((await app.get(path)).status).toBe(404);
    expect((await app.put(path, { name: "y" })).status).toBe(404);
    expect((await app.remove(path)).status).toBe(404);
  }
  expect([...(await wholeTable()).entries()]).toEqual(before);
});

test("all keys of a project that is deleted go with it, and it gets no more", async () => {
  const { slug } = (await app.post("/api/0/teams/acme/core/projects/", { name: "short lived" })).body;
  const key = await made({}, `/api/0/projects/acme/${slug}/keys/`);
  await app.remove(`/api/0/projects/acme/${slug}/`);
  expect((await app.post(`/api/0/projects/acme/${slug}/keys/`, {})).status).toBe(404);
  await app.idle();
  expect(JSON.stringify([...(await wholeTable()).entries()])).not.toContain(key.public);
});
