import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ownerCacheKeys } from "../../core/caches/keys.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { redis } from "../../functions/adapters/redis/client.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { type App, startApp } from "../support/app.ts";
import { recordCalls } from "../support/calls.ts";
import { deadLetters, queryAll, sendRaw } from "../support/store.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const ownership = "/api/0/projects/acme/web/ownership/";
const rules = (...lines: string[]) => app.put(ownership, { raw: lines.join("\n") });
const assignee = async (id: string) => (await app.get(`/api/0/issues/${id}/`)).body.assignedTo?.name ?? null;
const captured = async (message: string) => {
  const issue = await app.capture({ message, frame: message.replaceAll(" ", "") });
  await app.idle();
  return issue.id;
};

describe("an event whose frame matches a rule", () => {
  test("is assigned within seconds; an edited rule decides the next issue at once", async () => {
    expect((await rules("path:src/*.js #core", "path:src/checkout.js ada@example.com")).status).toBe(200);
    const issue = await app.capture({ message: "first owner", frame: "first" });
    await vi.waitFor(async () => expect(await assignee(issue.id)).toBe("Ada"), { timeout: 60_000, interval: 50 });
    expect((await rules("path:src/checkout.js BOB@example.com")).status).toBe(200);
    expect(await assignee(await captured("second owner"))).toBe("Bob");
  });

  test("sent by the real SDK for Node is assigned to the team's user within seconds", async () => {
    await rules("path:*/support/throwing-program.ts ada@example.com");
    const program = fileURLToPath(new URL("../support/throwing-program.ts", import.meta.url));
    const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
    await promisify(execFile)(process.execPath, [program], { env: { ...process.env, DSN: key.dsn.public } });
    await app.idle();
    const issues = (await app.get("/api/0/projects/acme/web/issues/")).body as { id: string; title: string }[];
    const { id } = issues.find((it) => it.title === "TypeError: cart is empty")!;
    await vi.waitFor(async () => expect(await assignee(id)).toBe("Ada"), { timeout: 60_000, interval: 50 });
  });

  test("that comes twice, and a message that comes again: one assignment; one that cannot be read is given up", async () => {
    await rules("path:* #core");
    const id = randomUUID().replaceAll("-", "");
    const issue = await app.capture({ message: "twice", frame: "twice", id });
    await app.capture({ message: "twice", frame: "twice", id });
    const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
    const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
    const { timestamp } = (
      await queryAll(keys.eventId(organizationId, Number(projectId), id).pk, keys.eventId(organizationId, Number(projectId), id).sk)
    )[0] as { timestamp: number };
    const message = { v: 1, organizationId, projectId, groupId: Number(issue.id), eventId: id, timestamp, receivedAt: Date.now() };
    for (let n = 0; n < 3; n++) await sendRaw("OwnerEvaluations", JSON.stringify(message));
    await sendRaw("OwnerEvaluations", JSON.stringify({ ...message, v: 2 }));
    await app.idle();
    const { activity } = (await app.get(`/api/0/issues/${issue.id}/`)).body as { activity: { type: string }[] };
    expect(activity.filter((it) => it.type === "assigned")).toHaveLength(1);
    expect((await deadLetters("OwnerEvaluations")).map((it) => it.cause)).toEqual([expect.stringContaining("v (invalid_value)")]);
  });

  test("names the rule in the history, and suggests the owners of two rules", async () => {
    await rules("path:* ada@example.com", "url:*nowhere* bob@example.com", "path:*.js #core", "path:*/checkout.js bob@example.com");
    const id = await captured("explained");
    const { body } = await app.get(`/api/0/issues/${id}/`);
    expect(body.activity[0].data).toMatchObject({ integration: "projectOwnership", rule: "path:*/checkout.js bob@example.com" });
    expect(body.owners.map((it: { type: string; rule: string }) => [it.type, it.rule])).toEqual([
      ["ownershipRule", "path:*/checkout.js bob@example.com"],
      ["ownershipRule", "path:*.js #core"],
    ]);
    await app.put(`/api/0/issues/${id}/`, { assignedTo: "" });
    const found = async (query: string) =>
      (await app.get(`/api/0/projects/acme/web/issues/?query=${encodeURIComponent(`explained ${query}`)}`)).body.length;
    expect([await found("assigned_or_suggested:#core"), await found("assigned_or_suggested:bob"), await found("assigned:bob")]).toEqual([
      1, 1, 0,
    ]);
    const [event] = (await app.get(`/api/0/issues/${id}/events/`)).body;
    const explained = (await app.get(`/api/0/projects/acme/web/events/${event.eventID}/owners/`)).body;
    expect(explained.owners.map((it: { name: string }) => it.name)).toEqual(["Bob", "core"]);
    expect(explained.rules.map((it: { rule: string; outcome: string }) => [it.rule, it.outcome])).toEqual([
      ["path:*/checkout.js bob@example.com", "kept"],
      ["path:*.js #core", "kept"],
      ["path:* ada@example.com", "outranked"],
    ]);
    expect(explained.unmatched).toEqual([
      { rule: "url:*nowhere* bob@example.com", type: "ownershipRule", reason: "nothing_to_compare", comparedWith: [] },
    ]);
  });
});

describe("what is cached", () => {
  const progress = async () => (await app.get(`${ownership}invalidation/`)).body;

  test("holds no more when rules are saved: in effect with the answer, the memory free soon after, and both can be read", async () => {
    await rules("path:nowhere #core");
    const issue = await app.capture({ message: "cached", frame: "cached" });
    await app.idle();
    const place = { projectId: Number((await app.get("/api/0/projects/acme/web/")).body.id), groupId: Number(issue.id) };
    expect(await ownerCaches.read(place)).toEqual({ assigned: false, evaluated: true });
    await rules("path:src/* #core");
    expect(await ownerCaches.read(place)).toEqual({ assigned: null, evaluated: null });
    await app.idle();
    const saved = (await app.get(ownership)).body;
    await rules("path:src/* #core");
    expect((await app.get(ownership)).body, "what is as it was").toEqual(saved);
    const { counted, ...rest } = await progress();
    expect(rest).toMatchObject({ reason: "ownership", status: "done", remaining: 0, done: counted });
    expect(counted).toBeGreaterThan(0);
    expect(await redis().mget(...ownerCacheKeys(place.groupId))).toEqual([null, null]);
    await app.capture({ message: "cached", frame: "cached" });
    await app.idle();
    expect(await assignee(issue.id)).toBe("core");
  });

  test("spares the queue: a further event of an assigned issue, and of one that nobody owns, sends nothing", async () => {
    for (const [message, line] of [
      ["kept owner", "path:* #core"],
      ["kept nobody", "path:nowhere #core"],
    ] as const) {
      await rules(line);
      // The second event finds what the change of owner made void; from the third on everything is known.
      for (let n = 0; n < 2; n++) await captured(message);
      const { calls, stop } = recordCalls();
      await captured(message);
      stop();
      expect(
        calls.filter((it) => it.context.messages === 1).map((it) => it.command),
        message,
      ).not.toContain("SendMessageBatchCommand");
    }
  });

  test("holds no more when somebody comes to a team", async () => {
    await rules("path:* cyd@example.com");
    const id = await captured("cyd");
    expect(await assignee(id)).toBeNull();
    const cyd = (await app.get("/api/0/organizations/acme/members/")).body.find((it: { email: string }) => it.email === "cyd@example.com");
    expect((await app.call("POST", `/api/0/organizations/acme/members/${cyd.id}/teams/core/`)).status).toBe(201);
    await app.idle();
    await captured("cyd");
    expect(await assignee(id)).toBe("Cyd");
  });
});
