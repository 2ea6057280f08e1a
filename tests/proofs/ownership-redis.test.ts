import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { redis } from "../../functions/adapters/redis/client.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { type App, startApp } from "../support/app.ts";
import { redisFaults } from "../support/redis-faults.ts";

let app: App;
let faults: ReturnType<typeof redisFaults>;
let projectId: number;
beforeAll(async () => {
  app = await startApp();
  faults = redisFaults();
  projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
});
afterAll(async () => {
  faults.stop();
  await app.stop();
});
beforeEach(() => {
  faults.state.is = "well";
});

const rules = async (raw: string) => (await app.put("/api/0/projects/acme/web/ownership/", { raw })).status;
const owner = async (id: string) => (await app.get(`/api/0/issues/${id}/`)).body.assignedTo?.name ?? null;
const known = async (message: string) => {
  const input = { message, frame: message.replaceAll(" ", "") };
  const { id } = await app.capture(input);
  await app.idle();
  return { id, again: () => app.send(input) };
};

test.each(["down", "slow"] as const)(
  "Redis %s: rules are saved, events taken, issues assigned; once it is back nothing before holds",
  async (how) => {
    expect(await rules("path:nowhere #core")).toBe(200);
    const issue = await known(`nobody's while ${how}`);
    const other = await known(`by hand while ${how}`);
    const places = [issue, other].map((it) => ({ projectId, groupId: Number(it.id) }));
    for (const place of places) expect(await ownerCaches.read(place)).toEqual({ assigned: false, evaluated: true });

    faults.state.is = how;
    expect(await rules("path:src/* bob@example.com")).toBe(200);
    await issue.again();
    expect((await app.put(`/api/0/issues/${other.id}/`, { assignedTo: "ada" })).status).toBe(200);
    await vi.waitFor(async () => expect(await owner(issue.id)).toBe("Bob"), { timeout: 60_000, interval: 100 });
    expect(await owner(other.id)).toBe("Ada");

    faults.state.is = "well";
    await app.idle();
    for (const place of places) expect(await ownerCaches.read(place)).toEqual({ assigned: null, evaluated: null });
  },
  60_000,
);

test("flushed in the middle: nothing is revived, and what is asked next is true", async () => {
  await rules("path:nowhere #core");
  const issue = await known("flushed");
  await redis().flushall();
  expect(await ownerCaches.read({ projectId, groupId: Number(issue.id) })).toEqual({ assigned: null, evaluated: null });
  await rules("path:src/* #core");
  await issue.again();
  await app.idle();
  expect(await owner(issue.id)).toBe("core");
});
