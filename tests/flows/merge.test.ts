import { afterAll, beforeAll, expect, test } from "vitest";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { type App, startApp } from "../support/app.ts";
import { connectJira } from "../support/jira-server.ts";
import { assignmentBody } from "../support/jira-webhooks.ts";
import { queryAll } from "../support/store.ts";

let app: App;
let organizationId: number;
beforeAll(async () => {
  app = await startApp();
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterAll(() => app.stop());

const path = (id: string) => `/api/0/organizations/acme/issues/${id}/`;
const merge = (...ids: string[]) => app.put(`/api/0/organizations/acme/issues/?${ids.map((id) => `id=${id}`).join("&")}`, { merge: 1 });

test("merged issues are one: events, ids, links and the tickets behind them", async () => {
  const [one, two] = [await app.capture({ message: "merge one", frame: "m1" }), await app.capture({ message: "merge two", frame: "m2" })];
  await app.capture({ message: "merge one", frame: "m1" });
  const jira = await connectJira(app, { id: 4_000_000_000_000_800, organizationId });
  await jira.link(two.id, "APP-7");

  const answer = await merge(one.id, two.id);
  expect(answer).toMatchObject({ status: 200, body: { merge: { parent: one.id, children: [two.id] } } });
  await app.idle();
  expect((await app.get(path(two.id))).body).toMatchObject({ id: one.id, count: "3" });
  expect((await app.get(path(two.shortId))).body.id).toBe(one.id);
  expect((await app.get(path(one.id))).body.activity[0]).toMatchObject({ type: "merge", user: { email: "ada@example.com" } });

  await app.capture({ message: "merge two", frame: "m2" }).catch(() => {});
  expect((await app.get(path(one.id))).body.count).toBe("4");
  const events = (await app.get(`${path(one.id)}events/`)).body as { groupID: string }[];
  expect(events).toHaveLength(4);
  expect(new Set(events.map((it) => it.groupID))).toEqual(new Set([one.id]));

  await jira.deliver(assignmentBody({ ticket: "APP-7", email: "bob@example.com", timestamp: Date.now() }));
  await app.idle();
  expect((await app.get(path(one.id))).body.assignedTo).toMatchObject({ email: "bob@example.com" });
  expect(await queryAll(keys.group(organizationId, Number(two.id)).pk)).toMatchObject([{ sk: "MERGED" }]);
});

test("asked for twice at once, an issue goes once; a merged issue may go on to another", async () => {
  const chain = (n: number) => app.capture({ message: `chain ${n}`, frame: `chain${n}` });
  const [a, b, c] = [await chain(1), await chain(2), await chain(3)];
  const answers = await Promise.all([merge(a.id, b.id), merge(a.id, b.id)]);
  expect(answers.map((it) => it.status).filter((status) => status === 200).length).toBeGreaterThan(0);
  const { parent } = (answers.find((it) => it.status === 200) ?? answers[0]!).body.merge;
  await app.capture({ message: "chain 3", frame: "chain3" });
  await app.capture({ message: "chain 3", frame: "chain3" });
  expect((await merge(parent, c.id)).body.merge).toEqual({ parent: c.id, children: [parent] });
  await app.idle();
  for (const { id } of [a, b, c]) expect((await app.get(path(id))).body).toMatchObject({ id: c.id, count: "5" });
});

test("what cannot be merged is refused, and nothing else of the request is done", async () => {
  const one = await app.capture({ message: "refused one", frame: "r1" });
  const elsewhere = await app.capture({ message: "refused two", frame: "r2" }, "app");
  const alone = await app.put(`/api/0/organizations/acme/issues/?id=${one.id}`, { merge: 1, status: "resolved" });
  expect(alone).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/two issues/) } });
  expect(await merge(one.id, elsewhere.id)).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/one project/) } });
  expect((await app.get(path(one.id))).body).toMatchObject({ id: one.id, status: "unresolved" });
});
