import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/app.ts";
import { normalized } from "../../support/sdk-events.ts";
import { deadLetters, sendRaw } from "../../support/store.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const newId = () => randomUUID().replaceAll("-", "");
type Event = { eventID: string };
/** Every event of an issue, page by page. */
async function eventsOf(id: string, perPage: number): Promise<Event[][]> {
  const pages: Event[][] = [];
  for (let path = `/api/0/organizations/acme/issues/${id}/events/?per_page=${perPage}`; path !== ""; ) {
    const { body, headers } = await app.get(path);
    pages.push(body);
    const next = /<([^>]+)>; rel="next"; results="true"/.exec(headers.get("link") ?? "")?.[1];
    path = next === undefined ? "" : new URL(next).pathname + new URL(next).search;
  }
  return pages;
}
const issue = async (id: string) => (await app.get(`/api/0/issues/${id}/`)).body as { count: string; userCount: number };

test("the same error a few times at once is one issue, and all are kept", async () => {
  const { id } = await app.capture({ message: "a few", frame: "few" });
  // Ten that come together are kept in any case.
  await Promise.all(Array.from({ length: 10 }, () => app.send({ message: "a few", frame: "few" })));
  await app.idle();
  await app.send({ message: "a few", frame: "few" });
  await app.idle();
  const pages = await eventsOf(id, 10);
  expect(pages.map((it) => it.length)).toEqual([10, 2]);
  expect([new Set(pages.flat().map((it) => it.eventID)).size, (await issue(id)).count]).toEqual([12, "12"]);
});

test("a crowd is counted to the last, and some of it is kept", async () => {
  const { id } = await app.capture({ message: "crowd", frame: "crowd" });
  const many = 300;
  await Promise.all(Array.from({ length: many }, () => app.send({ message: "crowd", frame: "crowd" })));
  await app.idle();
  const kept = (await eventsOf(id, 100)).flat().length;
  expect((await issue(id)).count).toBe(String(many + 1));
  expect(kept).toBeGreaterThanOrEqual(11);
  expect(kept).toBeLessThanOrEqual(many + 1);
});

test("what the queue delivers again counts once; what it cannot read is given up, and nothing beside it", async () => {
  const [projectId, organizationId] = (
    await Promise.all(["/api/0/projects/acme/web/", "/api/0/organizations/acme/"].map((it) => app.get(it)))
  ).map((it) => Number(it.body.id)) as [number, number];
  const message = (n: number) => {
    const event = normalized({ event_id: newId(), message: "again", user: { id: n }, release: `web@${n}` });
    return { v: 1, organizationId, projectId, receivedAt: Date.now(), event };
  };
  const messages = [message(1), message(2), message(3)];
  const before = (await deadLetters("ReceivedEvents")).length;
  for (let round = 0; round < 3; round++) {
    for (const it of messages) await sendRaw("ReceivedEvents", JSON.stringify(it));
    await sendRaw("ReceivedEvents", JSON.stringify({ ...message(4), v: 2 }));
    await app.idle();
  }
  const { body } = await app.get("/api/0/projects/acme/web/issues/?query=again");
  expect(body).toMatchObject([{ count: "3", userCount: 3 }]);
  expect((await deadLetters("ReceivedEvents")).length - before).toBe(3);
});
