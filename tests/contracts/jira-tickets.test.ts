import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JiraCredentials, JiraSite } from "../../core/jira-server/ports.ts";
import type { JiraTickets, NewTicket } from "../../core/jira-server/tickets.ts";
import { jiraTickets } from "../../functions/adapters/jira-server/tickets.ts";
import { fakeJiraTickets } from "../support/fake-tracker.ts";
import { type Jira, startJira } from "../support/jira/server.ts";
import { linkResources } from "../support/linked.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed, before a Jira of ours. */
linkResources({ Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "1", regionId: "0" } });

const [BOB, HIDDEN] = [
  { name: "bob", displayName: "Bob Builder", email: "bob@example.com" },
  { name: "hidden", displayName: "Somebody Else", email: null },
];
const CYD = { name: "cyd", displayName: "Cyd Coder", email: "cyd@example.com" };
const OPS = { id: "10001", key: "OPS" };
const credentials: JiraCredentials = { kind: "personal_access_token", token: "token-of-admin" };

let jira: Jira;
beforeAll(async () => {
  jira = await startJira();
  jira.tokens.set("token-of-admin", "admin");
});
afterAll(() => jira.stop());

type Side = { port: JiraTickets; site: JiraSite; add(project?: typeof OPS): { id: string; key: string } };

const fake = (): Side => {
  const it = fakeJiraTickets([BOB, HIDDEN, CYD], () => {}, Date.now);
  let serial = 0;
  const add: Side["add"] = (project = { id: "10000", key: "APP" }) =>
    it.add(String(++serial), { key: `${project.key}-${serial}`, summary: "A ticket", project });
  return { port: it.port, site: { baseUrl: "https://jira.example.com", verifySsl: true }, add };
};
const real = (): Side => ({
  port: jiraTickets,
  site: { baseUrl: jira.url, verifySsl: true },
  add: (project) => jira.tickets.create(project && { projectKey: project.key }),
});

describe.each([
  ["fake", fake],
  ["Jira Server", real],
])("tickets (%s)", (_, make) => {
  test("one is read by its id and by its key", async () => {
    const { port, site, add } = make();
    const { id, key } = add();
    const ticket = await port.get(site, credentials, id);
    const status = { id: "1", name: "Open", done: false };
    expect(ticket).toEqual({ id, key, summary: "A ticket", assignee: null, status, project: { id: "10000", key: "APP" } });
    expect(await port.get(site, credentials, key)).toEqual(ticket);
  });

  test("whoever is assigned has it, with an address where it is shown; null takes it away; nobody unknown gets it", async () => {
    const { port, site, add } = make();
    const { id } = add();
    const assigned = async (name: string | null) => {
      await port.assign(site, credentials, id, name);
      return (await port.get(site, credentials, id)).assignee;
    };
    expect([await assigned("bob"), await assigned("hidden"), await assigned(null), await assigned("cyd")]).toEqual([
      BOB,
      HIDDEN,
      null,
      CYD,
    ]);
    await expect(assigned("nobody")).rejects.toMatchObject({ kind: "rejected", retry: false });
    expect((await port.get(site, credentials, id)).assignee).toEqual(CYD);
  });

  test("who can get it is found by the start of a name or an address, letter case aside", async () => {
    const { port, site, add } = make();
    const { id: ticketId } = add();
    const find = async (text: string) => (await port.assignable(site, credentials, { ticketId, text })).map((it) => it.name);
    expect([await find("BOB@example.com"), await find("somebody"), await find("cyd"), await find("example.com")]).toEqual([
      ["bob"],
      ["hidden"],
      ["cyd"],
      [],
    ]);
  });

  test("a transition leads elsewhere, and can be taken from where it was offered only", async () => {
    const { port, site, add } = make();
    const { id } = add();
    const before = await port.transitions(site, credentials, id);
    expect(before.filter((it) => it.to.id === "1" || it.required.length > 0)).toEqual([]);
    const close = before.find((it) => it.to.id === "6")!;
    expect(close.to).toEqual({ id: "6", name: "Closed", done: true });
    await port.transition(site, credentials, id, { id: close.id, fields: {} });
    expect((await port.get(site, credentials, id)).status).toEqual(close.to);
    for (const taken of [close.id, "no such"]) {
      const again = port.transition(site, credentials, id, { id: taken, fields: {} });
      await expect(again).rejects.toMatchObject({ kind: "rejected" });
    }
  });

  test("a transition names the fields that it asks for, and is not made without them", async () => {
    const { port, site, add } = make();
    const { id } = add(OPS);
    const close = (await port.transitions(site, credentials, id)).find((it) => it.to.done)!;
    expect(close.required).toMatchObject([
      { id: "resolution", name: "Resolution", allowed: expect.arrayContaining([{ id: "10000", name: "Done" }]) },
    ]);
    const move = (fields: Record<string, unknown>) => port.transition(site, credentials, id, { id: close.id, fields });
    await expect(move({})).rejects.toMatchObject({ kind: "rejected" });
    expect((await port.get(site, credentials, id)).status.done).toBe(false);
    await move({ resolution: { id: "10000" } });
    expect((await port.get(site, credentials, id)).status.done).toBe(true);
  });

  test("it is known when assignee and status changed last, and that they never did", async () => {
    const { port, site, add } = make();
    const { id } = add();
    const last = () => port.lastChanges(site, credentials, id);
    expect(await last()).toEqual({ assignee: null, status: null });
    const begun = Date.now();
    await port.assign(site, credentials, id, "bob");
    const { assignee, status } = await last();
    expect([assignee! >= begun && assignee! <= Date.now(), status]).toEqual([true, null]);
    const [way] = await port.transitions(site, credentials, id);
    await port.transition(site, credentials, id, { id: way!.id, fields: {} });
    expect((await last()).status).toBeGreaterThanOrEqual(assignee!);
  });

  test("what was updated lately comes newest first, a hundred at a time, each once", async () => {
    const { port, site, add } = make();
    const begun = Date.now();
    const ids = Array.from({ length: 130 }, () => add().id);
    await port.assign(site, credentials, ids[0]!, "bob");
    const found: { id: string; updated: number }[] = [];
    for (let startAt: number | null = 0; startAt !== null; ) {
      const page = await port.updated(site, credentials, { minutes: 5, startAt });
      expect(page.tickets.length).toBeLessThanOrEqual(100);
      found.push(...page.tickets);
      startAt = page.next;
    }
    const times = found.map((it) => it.updated);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(found.filter((it) => ids.includes(it.id) && it.updated >= begun)).toHaveLength(130);
    expect(new Set(found.map((it) => it.id)).size).toBe(found.length);
  });

  test("a comment carries the note that it was, and the newest twenty are found, the newest first", async () => {
    const { port, site, add } = make();
    const { id } = add();
    const comment = (text: string, note?: { group: number; version: number }) =>
      port.comment(site, credentials, id, { text, ...(note && { note }) });
    for (let n = 0; n < 20; n++) await comment(`Comment ${n}`);
    const note = { group: 4_000_000_000_000_001, version: 3 };
    const [marked, plain] = [await comment("From a note.", note), await comment("No note.")];
    const newest = await port.comments(site, credentials, id);
    expect(newest.slice(0, 2)).toEqual([
      { id: plain, note: null },
      { id: marked, note },
    ]);
    expect(newest).toHaveLength(20);
    await expect(comment(" ")).rejects.toMatchObject({ kind: "rejected" });
  });

  test("one is created in a project, of a type that it has; in none that is not there", async () => {
    const { port, site } = make();
    const [type] = await port.types(site, credentials, OPS.id);
    const wanted: NewTicket = { projectId: OPS.id, typeId: type!.id, summary: "New", description: "Text", fields: {} };
    const { id, key } = await port.create(site, credentials, wanted);
    expect(await port.get(site, credentials, id)).toMatchObject({ id, key, summary: "New", assignee: null, project: OPS });
    const nowhere = port.create(site, credentials, { ...wanted, projectId: "99999" });
    await expect(nowhere).rejects.toMatchObject({ kind: "rejected", retry: false });
  });

  test.each<[string, (port: JiraTickets, site: JiraSite, id: string) => Promise<unknown>]>([
    ["get", (port, site, id) => port.get(site, credentials, id)],
    ["assign", (port, site, id) => port.assign(site, credentials, id, "bob")],
    ["transitions", (port, site, id) => port.transitions(site, credentials, id)],
    ["transition", (port, site, id) => port.transition(site, credentials, id, { id: "61", fields: {} })],
    ["lastChanges", (port, site, id) => port.lastChanges(site, credentials, id)],
    ["comments", (port, site, id) => port.comments(site, credentials, id)],
    ["comment", (port, site, id) => port.comment(site, credentials, id, { text: "Hello" })],
  ])("%s: what is not there is not found", async (_name, ask) => {
    const { port, site } = make();
    await expect(ask(port, site, "99999")).rejects.toMatchObject({ kind: "not_found", retry: false });
  });
});
