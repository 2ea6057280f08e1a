import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys, prefixes, sortKeys } from "../../functions/adapters/dynamo/keys.ts";
import { redis } from "../../functions/adapters/redis/client.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { queryAll } from "../support/store.ts";

let app: App;
let organizationId: number;
beforeAll(async () => {
  app = await startApp();
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterAll(() => app.stop());

let issues = 0;
const newIssue = () => {
  issues += 1;
  return app.capture({ message: `assignment ${issues}`, frame: `frame${issues}` });
};
const path = (id: string) => `/api/0/organizations/acme/issues/${id}/`;

describe("assigning over REST", () => {
  test("to a user, a team, nobody: the answer is the issue, the activity says who did it", async () => {
    const { id } = await newIssue();
    expect(await app.put(path(id), { assignedTo: "bob@example.com" })).toMatchObject({
      status: 200,
      body: { id, assignedTo: { type: "user", name: "Bob", email: "bob@example.com" } },
    });
    expect((await app.put(path(id), { assignedTo: "team:core" })).body.assignedTo).toEqual({
      type: "team",
      id: expect.any(String),
      name: "core",
    });
    expect((await app.put(path(id), { assignedTo: "" })).body.assignedTo).toBeNull();
    const { activity } = (await app.get(`${path(id)}activities/`)).body;
    expect(activity.map((it: { type: string }) => it.type)).toEqual(["unassigned", "assigned", "assigned", "first_seen"]);
    expect(activity[0].user).toMatchObject({ email: "ada@example.com" });
  });

  test("every change has its state, activity, history and analytics event, and both caches of the group are gone", async () => {
    const { id } = await newIssue();
    await redis().set(`assignee_exists:1:${id}`, "true");
    await redis().set(`owner_exists:1:${id}`, "true");
    await app.put(path(id), { assignedTo: "ada" });
    await app.put(path(id), { status: "resolved" });
    await app.idle();
    const items = await queryAll(keys.group(organizationId, Number(id)).pk);
    const of = (prefix: string) => items.filter((it) => String(it.sk).startsWith(prefix));
    expect(of(sortKeys.state)).toMatchObject([{ version: 2, status: "resolved" }]);
    expect(of(prefixes.activity).map((it) => it.version)).toEqual([1, 2]);
    expect(of("HISTORY#").map((it) => it.status)).toEqual(["assigned", "resolved"]);
    for (const event of [`${id}:1:issue.assigned`, `${id}:1:manual.issue_assignment`, `${id}:2:issue.resolved`]) {
      expect(await queryAll(keys.analyticsEvent(organizationId, event).pk), event).toHaveLength(1);
    }
    expect(await redis().mget(`assignee_exists:1:${id}`, `owner_exists:1:${id}`)).toEqual([null, null]);
  });

  test("each change is one event of its type, once, and can be asked for: who, from where, and whether somebody had it", async () => {
    const { id } = await newIssue();
    await app.put(path(id), { assignedTo: "ada", assignedBy: "suggested_assignee", integration: "discord" });
    await app.put(path(id), { assignedTo: "ada" });
    await app.put(path(id), { assignedTo: "bob", assignedBy: "somewhere else" });
    await app.put(path(id), { assignedTo: "" });
    await app.put(path(id), { assignedTo: "" });
    await app.put(path(id), { status: "ignored", ignoreDuration: 30 });
    await app.idle();
    const recorded = async (type: string) => {
      const { status, body } = await app.get(`/api/0/organizations/acme/analytics-events/?type=${type}`);
      expect(status).toBe(200);
      return (body as { id: string; data: Record<string, unknown> }[]).filter((it) => it.data.group_id === id).map((it) => it.data);
    };
    expect(await recorded("manual.issue_assignment")).toMatchObject([
      { assigned_by: null, had_to_deassign: true },
      { assigned_by: null, had_to_deassign: true },
      { assigned_by: "suggested_assignee", had_to_deassign: false, project_id: expect.any(String) },
    ]);
    expect(await recorded("issue.assigned")).toHaveLength(2);
    expect(await recorded("issue.unassigned")).toHaveLength(1);
    expect(await recorded("issue.ignored")).toMatchObject([
      { ignore_duration: 30, user_id: expect.any(String), default_user_id: expect.any(String) },
    ]);
    const [first] = (await app.get(path(id))).body.activity.filter((it: { type: string }) => it.type === "assigned").reverse();
    expect(first.data).toMatchObject({ integration: "discord", assigneeType: "user", assigneeEmail: "ada@example.com" });
    expect((await app.get("/api/0/organizations/acme/analytics-events/")).status).toBe(400);
  });

  test("three in one call: each has its own state, activity and event; the answer names the owner, and none where it was not asked", async () => {
    const ids = [(await newIssue()).id, (await newIssue()).id, (await newIssue()).id];
    const bulk = `/api/0/organizations/acme/issues/?${ids.map((id) => `id=${id}`).join("&")}`;
    expect((await app.put(bulk, { assignedTo: "ada" })).body).toEqual({
      assignedTo: expect.objectContaining({ type: "user", name: "Ada" }),
    });
    expect((await app.put(bulk, { status: "unresolved" })).body).not.toHaveProperty("assignedTo");
    await app.idle();
    for (const id of ids) {
      expect((await app.get(path(id))).body).toMatchObject({ assignedTo: { name: "Ada" }, activity: [{ type: "assigned" }, {}] });
      expect(await queryAll(keys.analyticsEvent(organizationId, `${id}:1:manual.issue_assignment`).pk)).toHaveLength(1);
    }
  });

  test.each([
    ["nobody@example.com", /no member/],
    ["user:abc", /Could not parse actor/],
    ["foo:1", /no member/],
    ["user:999", /User does not exist/],
    ["team:999", /Team does not exist/],
    ["cyd@example.com", /non-team member/],
    ["team:mobile", /without access/],
  ])("%s is refused, and nothing is written", async (assignedTo, message) => {
    const { id } = await newIssue();
    const answer = await app.put(path(id), { assignedTo, status: "resolved" });
    expect(answer.status).toBe(400);
    expect(answer.body.assignedTo).toEqual([expect.stringMatching(message)]);
    expect(answer.body.detail).toMatch(message);
    expect(await queryAll(keys.group(organizationId, Number(id)).pk, prefixes.activity)).toEqual([]);
  });

  test("fifty people at once: one owner, no gap and no repeat in the versions", async () => {
    const { id } = await newIssue();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => app.put(path(id), { assignedTo: n % 2 ? "ada" : "bob" })));
    expect(answers.map((it) => it.status).filter((it) => it !== 200 && it !== 503)).toEqual([]);
    const versions = (await queryAll(keys.group(organizationId, Number(id)).pk, prefixes.activity)).map((it) => it.version);
    const [state] = await queryAll(keys.group(organizationId, Number(id)).pk, sortKeys.state);
    expect(versions).toEqual(Array.from({ length: Number(state?.version) }, (_, n) => n + 1));
  });

  test("an issue of nobody's, a body that is not JSON, a status nobody knows", async () => {
    const { id } = await newIssue();
    expect((await app.put(path("999999"), { status: "resolved" })).status).toBe(404);
    expect((await app.put(path(id), { status: "sleeping" })).body.status).toEqual([expect.any(String)]);
    const broken = await fetch(new URL(path(id), app.system.api), {
      method: "PUT",
      body: "{",
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toEqual({ detail: "The body is not valid JSON." });
  });
});

test("clearing caches of many groups is one command a few thousand keys", async () => {
  await redis().set("assignee_exists:1:7", "true");
  await ownerCaches.unlink(Array.from({ length: 5_000 }, (_, n) => n + 1));
  expect(await redis().get("assignee_exists:1:7")).toBeNull();
});
