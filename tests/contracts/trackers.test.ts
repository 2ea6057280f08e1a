import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type FailureKind, TrackerFailure } from "../../core/trackers/failure.ts";
import type { Tracker } from "../../core/trackers/ports.ts";
import type { Fault } from "../../infra/local/sandbox/jira/exchange.ts";
import { linkResources } from "../support/linked.ts";
import { jiraCloudByConnect, jiraCloudByOauth, jiraCloudByToken } from "../support/trackers/jira-cloud.ts";
import { jiraServerSubject } from "../support/trackers/jira-server.ts";
import type { Subject } from "../support/trackers/subject.ts";

linkResources({
  Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "1", regionId: "0" },
  // Nobody is there: what saves calls alone is done without.
  Redis: { url: "http://127.0.0.1:1", token: "nobody-is-there" },
});

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error("nothing failed")),
    (error) => error,
  );

describe.each([
  ["Jira Server", jiraServerSubject],
  ["Jira Cloud by an API token", jiraCloudByToken],
  ["Jira Cloud by Connect", jiraCloudByConnect],
  ["Jira Cloud by OAuth 2.0", jiraCloudByOauth],
])("%s", (_, start) => {
  let it: Subject;
  let tracker: Tracker;
  beforeAll(async () => {
    it = await start();
    tracker = it.tracker;
  });
  afterEach(() => {
    it.fail(null);
    it.setClock(0);
  });
  afterAll(() => it.stop());

  test("a ticket is read by its key and by its id, which are unlike", async () => {
    const { id, key } = it.create();
    it.edit(id, { owner: it.bob, status: "done", title: "Broken" });
    const byKey = await tracker.read(key, null);
    expect(byKey.ticket).toMatchObject({ id, key, title: "Broken", owner: { id: it.bob }, status: { id: it.statusIds.done, done: true } });
    expect(byKey.ticket.project).toEqual(it.project);
    expect((await tracker.read(id, null)).ticket).toEqual(byKey.ticket);
    expect(id).not.toBe(key);
  });

  test("tells what is new in a history since an entry, whose it was, and of nothing but owner and status", async () => {
    const { id } = it.create();
    expect(await tracker.read(id, null)).toMatchObject({ news: { goesOn: false, entries: [], newest: null } });
    it.edit(id, { owner: it.bob });
    it.edit(id, { title: "Another" });
    const { news: first } = await tracker.read(id, null);
    expect(first?.entries).toMatchObject([{ by: it.authorOf(it.ada), owner: { from: null, to: it.bob } }]);
    it.edit(id, { owner: it.ada, status: "done" }, it.bob);
    it.edit(id, { owner: null, status: "open" }, it.bob);
    const { news } = await tracker.read(id, first!.newest);
    expect(news).toMatchObject({ goesOn: true });
    expect(news?.entries).toMatchObject([
      { by: it.authorOf(it.bob), owner: { to: it.ada }, status: { to: `done:${it.statusIds.done}` } },
      { owner: { to: null }, status: { from: `done:${it.statusIds.done}`, to: `open:${it.statusIds.open}` } },
    ]);
    expect(news?.newest).toBe(news?.entries.at(-1)?.id);
    expect(await tracker.read(id, news!.newest)).toMatchObject({ news: { goesOn: true, entries: [] } });
    expect(await tracker.read(id, "99")).toMatchObject({ news: { goesOn: false, entries: [] } });
  });

  test("tells of a history that is longer than a page, whole and in order", async () => {
    const { id } = it.create();
    it.edit(id, { owner: it.ada });
    const { news: before } = await tracker.read(id, null);
    for (let n = 0; n < 250; n++) it.edit(id, n % 2 === 0 ? { owner: it.bob } : { owner: null });
    const { news } = await tracker.read(id, before!.newest);
    expect(news?.entries).toHaveLength(250);
    expect(news?.entries.map((entry) => entry.owner?.to)).toEqual(Array.from({ length: 250 }, (_, n) => (n % 2 === 0 ? it.bob : null)));
  });

  test("assigns and unassigns by account, and says that it was refused where nobody has it", async () => {
    const { id } = it.create();
    await tracker.assign(id, it.bob);
    expect(it.owner(id)).toBe(it.bob);
    await tracker.assign(id, null);
    expect(it.owner(id)).toBeNull();
    expect(await failure(tracker.assign(id, "nobody-at-all"))).toMatchObject({ kind: "rejected" });
    expect(it.owner(id)).toBeNull();
  });

  test("finds who has an address, shown or hidden, in any case; nobody for one that nobody has", async () => {
    const { id } = it.create();
    const find = async (email: string) => (await tracker.accountByEmail(id, email))?.id ?? null;
    expect(await Promise.all(["ADA@example.com", "bob@example.com", "nobody@example.com"].map(find))).toEqual([it.ada, it.bob, null]);
    expect(await tracker.account(it.bob)).toMatchObject({ id: it.bob, name: "Bob Builder" });
    expect(await tracker.account("nobody-at-all")).toBeNull();
  });

  test("finds people by the beginning of their name or address, and by their account", async () => {
    const find = async (text: string) => (await tracker.people(text)).map((one) => one.id);
    expect([await find("bob"), await find("ada@"), await find(it.bob)]).toEqual([[it.bob], [it.ada], [it.bob]]);
    for (const text of ["a b+c", "100%", "=&?#", "ü'(!)*~", '"\\', "😀"]) expect(await find(text), text).toEqual([]);
  });

  test("shows the ways to every status with what they ask for, and takes one", async () => {
    const { id } = it.create({ strict: true });
    const ways = await tracker.transitions(id);
    const way = ways.find((one) => one.to.id === it.statusIds.done)!;
    expect(way).toMatchObject({ to: { done: true }, required: [{ id: "resolution", name: "Resolution" }] });
    expect(await failure(tracker.transition(id, { id: way.id, fields: {} }))).toMatchObject({ kind: "rejected" });
    expect(it.isDone(id)).toBe(false);
    await tracker.transition(id, { id: way.id, fields: { resolution: { id: way.required[0]!.allowed[0]!.id } } });
    expect(it.isDone(id)).toBe(true);
    expect(await failure(tracker.transition(id, { id: way.id, fields: {} }))).toMatchObject({ kind: "rejected" });
    const plain = await tracker.transitions(it.create().id);
    expect(plain.find((one) => one.to.id === it.statusIds.done)?.required).toEqual([]);
  });

  test("creates a ticket of a type that its project has", async () => {
    const [type] = await tracker.types(it.project.id);
    const text = { summary: "From an issue", description: "One line\n\nAnother {quote} <b>\n" };
    const made = await tracker.create({ projectId: it.project.id, typeId: type!.id, ...text, fields: {} });
    expect((await tracker.read(made.id, null)).ticket).toMatchObject({ key: made.key, title: "From an issue", project: it.project });
    const nowhere = { projectId: "77", typeId: type!.id, ...text, fields: {} };
    expect(await failure(tracker.create(nowhere))).toMatchObject({ kind: "rejected" });
    expect(await tracker.projects()).toContainEqual(expect.objectContaining(it.project));
    expect((await tracker.statuses()).map((one) => one.id)).toEqual(expect.arrayContaining(Object.values(it.statusIds)));
  });

  test("says what its form asks for, refuses a ticket without that by field, and takes what is filled in", async () => {
    const strict = { projectId: "10001", typeId: "10001", summary: "With fields", description: "Text", fields: {} };
    const fields = await tracker.createFields("10001", "10001");
    const needed = fields.filter((one) => one.required);
    expect(needed.map(({ name, kind }) => [name, kind])).toEqual([
      ["Severity", "choice"],
      ["Component/s", "choices"],
      ["Reviewer", "user"],
      ["Steps", "long-text"],
      ["Cost", "number"],
      ["Needed by", "date"],
      ["Areas", "labels"],
      ["Found in", "text"],
    ]);
    expect(fields.find((one) => one.id === "components")?.choices.map((one) => one.name)).toEqual(["Checkout", "Search"]);
    expect(fields.find((one) => one.id === "priority")).toMatchObject({ required: false, kind: "choice", usual: ["3"] });
    expect(fields.map((one) => one.id)).not.toContain("summary");
    const refused = await failure(tracker.create(strict));
    expect(refused).toMatchObject({ kind: "rejected", about: { customfield_10201: "Severity is required." } });
    expect(Object.keys((refused as TrackerFailure).about)).toEqual(needed.map((one) => one.id));
    const values = [["10302"], ["10401", "10402"], [it.bob], ["One\n\nTwo"], ["2.5"], ["2026-03-31"], ["ui", "api"], ["4.2.0"]];
    const filled = needed.map(({ id, kind }, at) => ({ id, kind, values: values[at]! }));
    const { id } = await tracker.create({ ...strict, filled });
    const sent = it.fieldsOf(id);
    expect(sent).toMatchObject({ customfield_10201: { id: "10302" }, customfield_10204: 2.5, customfield_10206: ["ui", "api"] });
    expect(JSON.stringify(sent)).toContain(it.bob);
    const wrong = filled.map((one) => (one.kind === "choice" ? { ...one, values: ["77"] } : one));
    expect(await failure(tracker.create({ ...strict, filled: wrong }))).toMatchObject({
      about: { customfield_10201: "Option is not valid" },
    });
    const ofTask = await tracker.createFields("10001", "10002");
    expect(ofTask.find((one) => one.kind === "other" && one.required)?.name).toBe("Site and room");
    expect(await failure(tracker.createFields("77", "10001"))).toBeInstanceOf(TrackerFailure);
    const query = new URL(tracker.createAddress({ ...strict, summary: "A & B" })).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({ pid: "10001", issuetype: "10001", summary: "A & B" });
  });

  test("writes notes for colleagues, text as it is, and finds them among the newest by their mark", async () => {
    const { id } = it.create();
    const note = { group: 4_000_000_000_000_001, version: 3 };
    for (let n = 0; n < 25; n++) it.comment(id, `Comment ${n}`);
    const text = "Ünïcode \\ \u201C{code}\u201D <b>\n\nanother line 😀";
    const written = await tracker.comment(id, { text, writer: "Ada", note });
    expect(it.newest(id)).toMatchObject({ isInternal: true, text: expect.stringContaining("Ada wrote:") });
    expect(it.newest(id).text).toContain("another line 😀");
    const plain = await tracker.comment(id, { text: "No note." });
    const other = it.comment(id, "Odd", { key: "lockstep.note", value: { group: "x" } });
    const newest = await tracker.comments(id);
    expect(newest.slice(0, 3)).toEqual([
      { id: other, note: null },
      { id: plain, note: null },
      { id: written, note },
    ]);
    expect(newest).toHaveLength(20);
    expect(await tracker.comments(it.create().id)).toEqual([]);
    expect(await failure(tracker.comments("99999"))).toMatchObject({ kind: "not_found" });
  });

  test("tells what was updated lately, page by page, the newest first", async () => {
    const made = Array.from({ length: 230 }, () => it.create().id);
    it.edit(made[0]!, { owner: it.bob, status: "done" });
    const found = new Map<string, object>();
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<Tracker["updated"]>> = await tracker.updated({ minutes: 5, cursor });
      for (const one of page.tickets) found.set(one.id, one);
      expect(page.clock).not.toBeNull();
      cursor = page.next;
      pages++;
    } while (cursor !== null && pages < 10);
    expect(made.filter((id) => !found.has(id))).toEqual([]);
    expect(found.get(made[0]!)).toMatchObject({ owner: it.bob, status: `done:${it.statusIds.done}` });
  });

  test("tells of its clock, to a second", async () => {
    it.setClock(90_000);
    const { clock, date, updated } = await tracker.read(it.create().id, null);
    expect(clock!.low).toBeLessThanOrEqual(90_000);
    expect(clock!.high).toBeGreaterThanOrEqual(90_000);
    expect(Math.abs(date - updated)).toBeLessThan(3000);
  });

  test("says who we are", async () => {
    expect(await tracker.check()).toMatchObject({ account: "Ada Admin", webhook: it.webhook });
  });

  test.each<[string, Fault, FailureKind, boolean | number]>([
    ["400", { status: 400, body: '{"errorMessages":["Not like that."],"errors":{}}' }, "rejected", false],
    ["401", { status: 401, body: "{}" }, "unauthorized", false],
    ["403", { status: 403, body: "{}" }, "forbidden", false],
    ["404", { status: 404, body: "{}" }, "not_found", false],
    ["429", { status: 429, headers: { "retry-after": "7" }, body: "" }, "limited", 7],
    ["503", { status: 503, headers: { "retry-after": "9" }, body: "<html>" }, "unavailable", 9],
    ["a page", { status: 200, body: "<!DOCTYPE html><title>Log in</title>" }, "not_jira", false],
    ["a page that is not there", { status: 404, body: "<!DOCTYPE html>" }, "not_jira", false],
    ["a redirect", { status: 302, headers: { location: "/login?secret" }, body: "" }, "not_jira", false],
    ["data of another shape", { status: 200, body: '{"id":["secret"]}' }, "not_jira", false],
    ["no answer", "unheard", "unreachable", true],
  ])("says what %s means, and nothing secret", async (_name, fault, kind, retry) => {
    const { id } = it.create();
    it.fail(fault);
    const works = [tracker.read(id, null), tracker.transitions(id), tracker.updated({ minutes: 5, cursor: null }), tracker.check()];
    for (const failed of await Promise.all(works.map(failure))) {
      expect(failed).toBeInstanceOf(TrackerFailure);
      expect(failed).toMatchObject({ kind, retry });
      expect(inspect(failed, { depth: 9 })).not.toMatch(/secret|ATATT/);
    }
  });

  test("what was not answered may have been done; what is gone is said to be", async () => {
    const { id } = it.create();
    it.fail("lost");
    expect(await failure(tracker.assign(id, it.bob))).toMatchObject({ kind: "unreachable" });
    expect(it.owner(id)).toBe(it.bob);
    it.fail(null);
    it.remove(id);
    expect(await failure(tracker.read(id, null))).toMatchObject({ kind: "not_found" });
  });
});
