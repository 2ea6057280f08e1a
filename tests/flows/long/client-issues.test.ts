import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { type App, startApp } from "../../support/app.ts";
import { Event, Issue, ListedEvent, ListedIssue, Merge, Note, ShortId } from "../../support/client-shapes.ts";

/** Requests about issues as real clients were recorded to send them, word for word, and what each breaks without. */
let app: App;
let issue: { id: string; shortId: string };
let other: { id: string; shortId: string };
let ids: { ada: string; bob: string; core: string; web: string };
beforeAll(async () => {
  app = await startApp();
  const members = (await app.get("/api/0/organizations/acme/members/")).body as { id: string; email: string }[];
  const teams = (await app.get("/api/0/organizations/acme/teams/")).body as { id: string; slug: string }[];
  const member = (email: string) => members.find((it) => it.email === email)?.id ?? "";
  ids = {
    ada: member("ada@example.com"),
    bob: member("bob@example.com"),
    core: teams.find((it) => it.slug === "core")?.id ?? "",
    web: (await app.get("/api/0/projects/acme/web/")).body.id,
  };
});
afterAll(() => app.stop());

let captured = 0;
beforeEach(async () => {
  captured += 1;
  issue = await app.capture({ message: `client ${captured}`, frame: `client${captured}` });
  other = await app.capture({ message: `client ${captured}b`, frame: `client${captured}b` });
});

async function get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const { status, body } = await app.get(path);
  expect(status, path).toBe(200);
  return shape.parse(body);
}
async function put<T>(path: string, body: object, shape: z.ZodType<T>): Promise<T> {
  const answer = await app.put(path, body);
  expect(answer.status, path).toBe(200);
  return shape.parse(answer.body);
}
const one = () => `/api/0/organizations/acme/issues/${issue.id}/`;

describe("sentry-cli 3.8.0", () => {
  test("issues list", async () => {
    const found = await get("/api/0/projects/acme/web/issues/?query=is%3Aunresolved&cursor=", z.array(ListedIssue));
    expect(found.map((it) => it.id)).toContain(issue.id);
    await get(`/api/0/projects/acme/${ids.web}/issues/?cursor=`, z.array(ListedIssue));
  });

  test.each([
    ["resolved", "resolved"],
    ["muted", "ignored"],
    ["unresolved", "unresolved"],
    ["resolvedInNextRelease", "resolved"],
  ])("issues %s -i 1 -i 2", async (status, shown) => {
    const answer = await app.put(`/api/0/projects/acme/web/issues/?id=${issue.id}&id=${other.id}`, { status, snoozeDuration: null });
    expect(answer.status).toBeLessThan(300);
    for (const { id } of [issue, other]) expect((await get(`/api/0/issues/${id}/`, Issue)).status).toBe(shown);
  });

  test("issues resolve -a and -s", async () => {
    await app.put("/api/0/projects/acme/web/issues/?", { status: "resolved", snoozeDuration: null });
    expect((await get(one(), Issue)).status).toBe("resolved");
    await app.put("/api/0/projects/acme/web/issues/?status=resolved", { status: "unresolved", snoozeDuration: null });
    expect((await get(one(), Issue)).status).toBe("unresolved");
  });

  test("events list and releases; repos, which we do not have, are a 404", async () => {
    await get("/api/0/projects/acme/web/events/?cursor=", z.array(ListedEvent).min(1));
    expect((await app.get("/api/0/organizations/acme/repos/?cursor=")).status).toBe(404);
    expect((await app.get("/api/0/projects/acme/web/releases/")).body).toEqual([]);
  });
});

describe("sentry 0.45.0", () => {
  test("issue list", async () => {
    const narrowed = "limit=25&sort=date&statsPeriod=90d&groupStatsPeriod=auto&collapse=filtered&collapse=unhandled";
    const all = await get(`/api/0/organizations/acme/issues/?project=${ids.web}&${narrowed}`, z.array(Issue).min(2));
    expect(all.map((it) => it.id)).toContain(issue.id);
    const found = await get(`/api/0/organizations/acme/issues/?project=${ids.web}&query=client+${captured}b&${narrowed}`, z.array(Issue));
    expect(found.map((it) => it.id)).toEqual([other.id]);
  });

  test("issue view by id and by short id; what it can do without is a 404", async () => {
    const collapse = "collapse=stats&collapse=lifetime&collapse=filtered&collapse=unhandled";
    const shown = await get(`/api/0/issues/${issue.id}/?${collapse}`, Issue);
    expect(new URL(shown.permalink).pathname).toBe(`/organizations/acme/issues/${issue.id}/`);
    expect((await get(`/api/0/organizations/acme/shortids/${issue.shortId}/?${collapse}`, ShortId)).group.id).toBe(issue.id);
    await get(`/api/0/organizations/acme/issues/${issue.id}/events/latest/`, Event);
    expect((await app.get("/api/0/organizations/acme/replay-count/?returnIds=true")).status).toBe(404);
  });

  test.each<[string, object, object]>([
    ["resolve", { status: "resolved" }, { status: "resolved", statusDetails: {} }],
    ["resolve --in @next", { status: "resolved", statusDetails: { inNextRelease: true } }, { status: "resolved" }],
    ["unresolve", { status: "unresolved" }, { status: "unresolved" }],
    ["archive", { status: "ignored", substatus: "archived_forever" }, { status: "ignored", substatus: "archived_forever" }],
    [
      "archive --until 1h",
      { status: "ignored", statusDetails: { ignoreDuration: 60 }, substatus: "archived_until_condition_met" },
      { substatus: "archived_until_condition_met", statusDetails: { ignoreUntil: expect.stringMatching(/Z$/) } },
    ],
  ])("issue %s, with and without the organization", async (_, body, expected) => {
    expect(await put(one(), body, Issue)).toMatchObject({ id: issue.id, ...expected });
    expect(await put(`/api/0/issues/${other.id}/`, body, Issue)).toMatchObject({ id: other.id, ...expected });
  });

  test("issue merge", async () => {
    const { merge } = await put(`/api/0/organizations/acme/issues/?id=${issue.id}&id=${other.id}`, { merge: 1 }, Merge);
    expect([merge.parent, ...merge.children].sort()).toEqual([issue.id, other.id].sort());
  });

  test("event list", async () => {
    await get(`${one()}events/?full=false&statsPeriod=7d&per_page=25`, z.array(ListedEvent).length(1));
  });

  test("api issues/1/ -X PUT -F assignedTo=team:2", async () => {
    const { assignedTo } = await put(`/api/0/issues/${issue.id}/`, { assignedTo: `team:${ids.core}` }, Issue);
    expect(assignedTo).toEqual({ type: "team", id: ids.core, name: "core" });
  });

  test("a list of 150 is read in pages of 100, with the cursor percent-encoded", async () => {
    const { headers } = await app.get("/api/0/organizations/acme/issues/?limit=1&sort=date");
    const [, cursor = ""] = /rel="next"; results="true"; cursor="([^"]+)"/.exec(headers.get("link") ?? "") ?? [];
    await get(`/api/0/organizations/acme/issues/?limit=1&cursor=${encodeURIComponent(cursor)}`, z.array(Issue).length(1));
  });
});

describe("@sentry/mcp-server 0.39.0", () => {
  const byShortId = () => `/api/0/organizations/acme/issues/${issue.shortId}/`;

  test("search_issues", async () => {
    const query = "limit=10&sort=date&statsPeriod=30d&query=is%3Aunresolved&collapse=unhandled";
    await get(`/api/0/organizations/acme/issues/?${query}`, z.array(Issue).min(1));
  });

  test("get_issue_details", async () => {
    await get(byShortId(), Issue);
    const { entries } = await get(`${byShortId()}events/latest/`, Event);
    expect(entries.map((it) => it.type)).toContain("exception");
  });

  test("get_issue_activity: the history, and the notes by themselves, newest first", async () => {
    for (const text of ["first", "second"]) expect((await app.post(`${byShortId()}notes/`, { text })).status).toBe(201);
    await app.put(byShortId(), { assignedTo: "ada" });
    const { activity } = (await app.get(`${byShortId()}activities/`)).body;
    expect(activity.map((it: { type: string }) => it.type)).toEqual(["assigned", "note", "note", "first_seen"]);
    const notes = await get(
      `${byShortId()}notes/?per_page=25`,
      z.array(Note.extend({ user: z.object({ id: z.string(), name: z.string() }) })),
    );
    expect(notes.map((it) => it.data.text)).toEqual(["second", "first"]);
    expect((await get(`/api/0/issues/${issue.id}/notes/?per_page=1`, z.array(Note))).map((it) => it.data.text)).toEqual(["second"]);
    expect((await app.get("/api/0/issues/1/notes/")).status).toBe(404);
  });

  test("get_issue_details of one event; the same event in its project", async () => {
    const [listed] = (await app.get(`${byShortId()}events/`)).body;
    const dashed = listed.eventID.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-").toUpperCase();
    for (const eventId of [listed.eventID, dashed]) {
      for (const path of [`${byShortId()}events/`, `/api/0/issues/${issue.id}/events/`, "/api/0/projects/acme/web/events/"])
        expect((await get(`${path}${eventId}/`, Event)).id).toBe(listed.id);
    }
    for (const path of [
      `/api/0/issues/${other.id}/events/${listed.id}/`,
      `/api/0/projects/acme/app/events/${listed.id}/`,
      `${byShortId()}events/${"f".repeat(32)}/`,
      `${byShortId()}events/oldest/`,
      `/api/0/issues/1/events/${listed.id}/`,
    ])
      expect(await app.get(path), path).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  });

  test.each<[object, object]>([
    [{ status: "resolved" }, { status: "resolved" }],
    [{ status: "ignored", substatus: "archived_until_escalating" }, { statusDetails: { ignoreUntilEscalating: true } }],
    [
      { status: "ignored", substatus: "archived_until_condition_met", ignoreDuration: 60 },
      { statusDetails: { ignoreUntil: expect.stringMatching(/Z$/) } },
    ],
    [{ assignedTo: "team:core" }, { assignedTo: { type: "team", name: "core" } }],
  ])("update_issue %j", async (body, expected) => {
    expect(await put(byShortId(), body, Issue)).toMatchObject(expected);
    expect(await get(byShortId(), Issue)).toMatchObject(expected);
  });

  test("update_issue with a user and a reason", async () => {
    expect((await put(byShortId(), { assignedTo: `user:${ids.bob}` }, Issue)).assignedTo).toMatchObject({ type: "user", id: ids.bob });
    const note = await app.call("POST", `${byShortId()}notes/`, { text: "Bob knows this part." });
    expect(note.status).toBe(201);
    expect(Note.parse(note.body).data.text).toBe("Bob knows this part.");
    expect((await app.get(byShortId())).body).toMatchObject({
      activity: [{ type: "note" }, { type: "assigned" }, { type: "first_seen" }],
      isSubscribed: true,
      subscriptionDetails: { reason: "comment" },
    });
    for (const body of [{}, { text: " " }, { text: "x".repeat(4097) }]) {
      expect((await app.call("POST", `${byShortId()}notes/`, body)).status).toBe(400);
    }
  });
});

describe("@sentry/api 0.1.0", () => {
  test.each<[string, () => string, object | null]>([
    ["user:ID", () => `user:${ids.ada}`, { type: "user", email: "ada@example.com" }],
    ["an address", () => "bob@example.com", { type: "user", email: "bob@example.com" }],
    ["team:ID", () => `team:${ids.core}`, { type: "team", name: "core" }],
    ["nobody", () => "", null],
  ])("updateAnIssue: %s", async (_, assignedTo, expected) => {
    const { assignedTo: shown } = await put(one(), { assignedTo: assignedTo() }, Issue);
    if (expected) expect(shown).toMatchObject(expected);
    else expect(shown).toBeNull();
  });

  test("listAnOrganization_sIssues and bulkMutateAListOfIssues take ids as numbers", async () => {
    expect(Number.isSafeInteger(Number(issue.id))).toBe(true);
    await get(`/api/0/organizations/acme/issues/?project=${Number(ids.web)}`, z.array(Issue));
    const answer = await app.put(`/api/0/organizations/acme/issues/?id=${Number(issue.id)}`, { status: "resolved", assignedTo: "ada" });
    expect(answer.body).toMatchObject({ status: "resolved", statusDetails: {}, inbox: null, assignedTo: { id: ids.ada } });
  });

  test("an issue that is not there is a 404 with a detail", async () => {
    expect(await app.get("/api/0/organizations/acme/issues/4000000000000000/")).toMatchObject({
      status: 404,
      body: { detail: expect.any(String) },
    });
  });
});
