import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { keys, sortKeys } from "../../../functions/adapters/dynamo/keys.ts";
import { type App, startApp } from "../../support/app.ts";
import { putGroups } from "../../support/many-groups.ts";
import { queryAll } from "../../support/store.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ own: true });
});
afterAll(() => app.stop());

let issues = 0;
const newIssue = (event: object = {}) => {
  issues += 1;
  return app.capture({ message: `update ${issues}`, frame: `update${issues}`, ...event });
};
const path = (id: string) => `/api/0/organizations/acme/issues/${id}/`;
const read = async (id: string) => (await app.get(path(id))).body;

describe("who hears of an issue", () => {
  test("its owner does, until by own wish not; whoever resolves it does too", async () => {
    const { id } = await newIssue();
    expect(await read(id)).toMatchObject({ isSubscribed: false, subscriptionDetails: null, participants: [] });
    expect((await app.put(path(id), { assignedTo: "ada" })).body).toMatchObject({
      isSubscribed: true,
      subscriptionDetails: { reason: "assigned" },
    });
    expect((await app.put(path(id), { isSubscribed: false })).body).toMatchObject({ isSubscribed: false });
    expect((await app.put(path(id), { assignedTo: "bob" })).body).toMatchObject({ isSubscribed: false });
    expect((await app.put(path(id), { assignedTo: "ada", status: "resolved" })).body).toMatchObject({ isSubscribed: false });
    expect((await read(id)).participants).toEqual([]);

    const another = await newIssue();
    expect((await app.put(path(another.id), { status: "resolved" })).body).toMatchObject({
      isSubscribed: true,
      subscriptionDetails: { reason: "status_change" },
    });
    await app.put(path(another.id), { assignedTo: "bob" });
    const names = (people: { email: string }[]) => people.map((it) => it.email).sort();
    expect(names((await app.get(`${path(another.id)}participants/`)).body)).toEqual(["ada@example.com", "bob@example.com"]);
    expect(names((await read(another.id)).participants)).toEqual(["ada@example.com", "bob@example.com"]);
  });

  test("whoever wrote about it stays subscribed for that, after owning it as well", async () => {
    const { id } = await newIssue();
    await app.post(`${path(id)}notes/`, { text: "Seen before." });
    await app.put(path(id), { assignedTo: "ada" });
    expect((await app.put(path(id), { assignedTo: "" })).body).toMatchObject({
      isSubscribed: true,
      subscriptionDetails: { reason: "comment" },
    });
  });

  test("bookmarks and seen issues are the user's own, one by one and in bulk, and lists show them", async () => {
    const [one, two] = [await newIssue(), await newIssue()];
    expect((await app.put(path(one.id), { hasSeen: true, isBookmarked: true })).body).toMatchObject({ hasSeen: true, isBookmarked: true });
    const bulk = await app.put(`/api/0/organizations/acme/issues/?id=${one.id}&id=${two.id}`, { isBookmarked: false, hasSeen: true });
    expect(bulk).toMatchObject({ status: 200, body: { hasSeen: true, isBookmarked: false } });
    const listed = (await app.get("/api/0/projects/acme/web/issues/")).body as { id: string }[];
    for (const { id } of [one, two]) expect(listed.find((it) => it.id === id)).toMatchObject({ hasSeen: true, isBookmarked: false });
    expect((await read(one.id)).seenBy).toMatchObject([{ email: "ada@example.com", lastSeen: expect.stringMatching(/Z$/) }]);
    expect((await app.put(path(one.id), { hasSeen: false })).body.hasSeen).toBe(false);
    expect((await read(one.id)).seenBy).toEqual([]);
  });
});

describe("whoever wants the issues that they resolve", () => {
  const wish = (selfAssignOnResolve: boolean) =>
    app.put("/api/0/projects/acme/web/notification-settings/", { workflow: "subscribe_only", selfAssignOnResolve });
  const owner = async ({ id }: { id: string }) => (await read(id)).assignedTo?.name ?? null;
  afterEach(() => wish(false));

  test("gets those that nobody has, now or in the next release, one by one and in bulk; another's stay theirs", async () => {
    await wish(true);
    const [alone, free, taken] = [await newIssue({ release: "web@1.0" }), await newIssue(), await newIssue()];
    await app.put(path(taken.id), { assignedTo: "bob" });
    const { body } = await app.put(path(alone.id), { status: "resolved", statusDetails: { inNextRelease: true } });
    expect(body).toMatchObject({ status: "resolved", assignedTo: { name: "Ada" }, isSubscribed: true });
    expect((await read(alone.id)).activity).toMatchObject([
      { type: "assigned" },
      { type: "set_resolved_in_release" },
      { type: "first_seen" },
    ]);
    await app.put(`/api/0/organizations/acme/issues/?id=${free.id}&id=${taken.id}`, { status: "resolved" });
    expect([await owner(free), await owner(taken)]).toEqual(["Ada", "Bob"]);
    await app.put(path(alone.id), { status: "unresolved", assignedTo: "" });
    await app.put(path(alone.id), { status: "resolved", assignedTo: "bob" });
    expect(await owner(alone)).toBe("Bob");
  });

  test("gets none of a project they are not in, none that they only archive, and none without the wish", async () => {
    const [archived, unwanted] = [await newIssue(), await newIssue()];
    await wish(true);
    await app.put(path(archived.id), { status: "ignored" });
    await wish(false);
    await app.put(path(unwanted.id), { status: "resolved" });
    expect([await owner(archived), await owner(unwanted)]).toEqual([null, null]);
    await app.put("/api/0/projects/acme/app/notification-settings/", { workflow: "always", selfAssignOnResolve: true });
    const foreign = await app.capture({ message: "not Ada's project" }, "app");
    expect((await app.put(path(foreign.id), { status: "resolved" })).body).toMatchObject({ status: "resolved", assignedTo: null });
  });
});

describe("an issue comes back", () => {
  test("resolved, with its next event: regressed, by nobody, and said in its history", async () => {
    const issue = await newIssue();
    await app.put(path(issue.id), { status: "resolved" });
    await app.capture({ message: `update ${issues}`, frame: `update${issues}` });
    expect(await read(issue.id)).toMatchObject({
      status: "unresolved",
      substatus: "regressed",
      activity: [{ type: "set_regression", user: null }, { type: "set_resolved" }, { type: "first_seen" }],
    });
  });

  test("resolved in the next release, with an event of a newer one only", async () => {
    const issue = await newIssue({ release: "web@1.2.0" });
    const resolved = await app.put(path(issue.id), { status: "resolved", statusDetails: { inNextRelease: true } });
    expect(resolved.body).toMatchObject({ status: "resolved", statusDetails: { inNextRelease: true } });
    await app.capture({ message: `update ${issues}`, frame: `update${issues}`, release: "web@1.2.0" });
    expect((await read(issue.id)).status).toBe("resolved");
    await app.capture({ message: `update ${issues}`, frame: `update${issues}`, release: "web@1.3.0" });
    expect((await read(issue.id)).status).toBe("unresolved");
  });

  test("archived for an hour, after it; archived for ten more events, with the tenth", async () => {
    const [timed, counted] = [await newIssue(), await newIssue()];
    const archive = { status: "ignored", substatus: "archived_until_condition_met" };
    const answer = await app.put(path(timed.id), { ...archive, statusDetails: { ignoreDuration: 60 } });
    expect(answer.body).toMatchObject({ status: "ignored", statusDetails: { ignoreUntil: expect.stringMatching(/Z$/) } });
    await app.put(path(counted.id), { ...archive, statusDetails: { ignoreCount: 2 } });
    await app.capture({ message: `update ${issues}`, frame: `update${issues}` });
    expect((await read(counted.id)).status).toBe("ignored");
    await app.capture({ message: `update ${issues}`, frame: `update${issues}` });
    expect(await read(counted.id)).toMatchObject({ status: "unresolved", substatus: "ongoing" });

    await app.idle();
    for (const minutes of [30, 29]) {
      await app.advance(minutes * 60);
      await app.idle();
      expect((await read(timed.id)).status).toBe("ignored");
    }
    await app.advance(61);
    await expect.poll(async () => (await read(timed.id)).status, { timeout: 60_000 }).toBe("unresolved");
    expect((await read(timed.id)).activity[0]).toMatchObject({ type: "set_unresolved", user: null });
  });
});

test("what is more than one request changes goes on in the background: the answer says so, and what came later stays", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const projectId = Number((await app.get("/api/0/projects/acme/app/")).body.id);
  const ids = await putGroups(300, { organizationId, projectId, firstId: 4_000_000_000_100_000, title: "many" });
  const answer = await app.put("/api/0/projects/acme/app/issues/?", { status: "resolved" });
  expect(answer).toMatchObject({ status: 200, body: { status: "resolved", unfinished: { detail: expect.stringMatching(/background/) } } });
  const later = String(ids[5]);
  expect((await app.put(path(later), { status: "unresolved" })).status).toBe(200);
  await app.idle();
  const states = await Promise.all(ids.map((id) => queryAll(keys.group(organizationId, Number(id)).pk, sortKeys.state)));
  const left = states.flat().filter((it) => it.status !== "resolved");
  expect(left.map((it) => String(it.groupId))).toEqual([later]);
  expect((await read(String(ids[0]))).activity).toHaveLength(2);
  const small = await app.put(`/api/0/projects/acme/app/issues/?id=${later}`, { status: "resolved" });
  expect(small.body).not.toHaveProperty("unfinished");
}, 120_000);

describe("what is refused is refused whole", () => {
  test.each([
    ["an id that is no integer", "?id=abc", { status: "resolved" }, /integer/],
    ["ids and a search", "?id=1&query=is:unresolved", { status: "resolved" }, /not both/],
    ["an unknown status to select", "?status=asleep", { status: "resolved" }, /no status/],
    ["an unknown status to set", "?", { status: "asleep" }, /./],
    ["a search we do not know", "?query=geo.city:Vienna", { status: "resolved" }, /geo\.city/],
    ["a duration without the status", "?", { ignoreDuration: 5 }, /ignored/],
    ["a count of users", "?", { status: "ignored", ignoreUserCount: 5 }, /ignoreCount/],
    ["discarding", "?", { discard: true }, /Archive/],
    ["a body that is no object", "?", ["resolved"], /./],
  ])("%s", async (_, query, body, message) => {
    const { id } = await newIssue();
    for (const list of ["/api/0/organizations/acme/issues/", "/api/0/projects/acme/web/issues/"]) {
      const answer = await app.put(`${list}${query}`, body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toMatch(message);
      expect(answer.body.detail).toEqual(expect.any(String));
    }
    expect((await read(id)).activity).toHaveLength(1);
  });

  test("an id of nobody's changes nothing: 204; an empty body is refused", async () => {
    expect((await app.put("/api/0/organizations/acme/issues/?id=1", { status: "resolved" })).status).toBe(204);
    expect((await app.call("PUT", "/api/0/organizations/acme/issues/?id=1")).status).toBe(400);
  });
});
