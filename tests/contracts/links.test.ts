import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExternalIssue, type TicketLink, UNSYNCED } from "../../core/sync/link.ts";
import type { Links } from "../../core/sync/ports.ts";
import { stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { armed } from "../support/armed.ts";
import { fakeLinks } from "../support/fake-links.ts";
import { aGroup, aLink } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

let serial = 1000;
/** No group of this id has a state in the store. */
const GONE = 999;
/** A group of its own, with its state in the store. */
async function aGroupId(): Promise<number> {
  const { group, state } = aGroup(++serial);
  await table.put(stateItem(group, state));
  return group.id;
}
const newTicket = (): string => `T-${++serial}`;
const issueOf = ({ externalIssueId: id, ...link }: TicketLink): ExternalIssue => {
  const { organizationId, integrationId, ticket, key } = link;
  return { id, organizationId, integrationId, ticket, key, title: "A ticket", done: null, written: [], closedAt: null };
};
const link = async (ticket: string, over: Partial<TicketLink> = {}) => aLink(await aGroupId(), { ticket, key: `APP-${serial}`, ...over });
async function created(port: Links, one: TicketLink): Promise<TicketLink> {
  expect(await port.create(issueOf(one), one)).toBe(true);
  return one;
}
const ofTicket = (port: Links, { organizationId, integrationId, ticket }: TicketLink) =>
  port.ofTicket(organizationId, integrationId, ticket);
const hint = (version: number, id = 7) => ({ version, assignee: { type: "user" as const, id }, assigneeSourceTime: 10 * version });

describe.each([
  ["fake", (): Links => fakeLinks([], [], new Set([GONE])).port],
  ["DynamoDB", (): Links => links],
])("links (%s)", (_, make) => {
  test("a link is found from its ticket, its group, its integration and by its place, with its ticket", async () => {
    const port = make();
    const integrationId = ++serial;
    const one = await created(port, await link(newTicket(), { integrationId, hint: hint(3) }));
    const { organizationId, ticket, groupId } = one;
    expect(await ofTicket(port, one)).toEqual({ issue: issueOf(one), links: [one] });
    expect(await port.byTicket(organizationId, integrationId, ticket)).toEqual([one]);
    expect(await port.byGroup(organizationId, groupId)).toEqual([one]);
    expect(await port.find(one)).toEqual({ issue: issueOf(one), link: one });
    expect((await port.ofIntegration(organizationId, integrationId, { limit: 10 })).items).toEqual([one]);
    for (const elsewhere of [{ organizationId: 12 }, { integrationId: 1 }, { ticket: "T" }, { groupId: 1 }])
      expect(await port.find({ ...one, ...elsewhere })).toBeNull();
    expect(await port.ofTicket(12, integrationId, ticket)).toEqual({ issue: null, links: [] });
    expect(await port.byGroup(12, groupId)).toEqual([]);
  });

  test("a link is made once; a ticket that is there stays what it is, with one more link", async () => {
    const port = make();
    const ticket = newTicket();
    const one = await created(port, await link(ticket));
    await port.record(one, { lastInbound: 5 });
    expect(await port.create({ ...issueOf(one), title: "Another" }, one)).toBe(false);
    const two = await created(port, await link(ticket, { externalIssueId: 99, key: one.key }));
    const found = await ofTicket(port, one);
    expect(found.issue).toEqual(issueOf(one));
    expect(found.links.map((it) => [it.groupId, it.sync.lastInbound])).toEqual([
      [one.groupId, 5],
      [two.groupId, null],
    ]);
  });

  test("several tickets of one group; a ticket goes with the last of its links", async () => {
    const port = make();
    const ticket = newTicket();
    const one = await created(port, await link(ticket));
    const other = await created(port, { ...one, ticket: newTicket() });
    const two = await created(port, await link(ticket));
    expect((await port.byGroup(one.organizationId, one.groupId)).map((it) => it.ticket)).toEqual([ticket, other.ticket]);
    await port.remove(one);
    expect(await port.find(one)).toBeNull();
    expect(await ofTicket(port, one)).toMatchObject({ issue: { ticket }, links: [{ groupId: two.groupId }] });
    await port.remove(two);
    await port.remove(two);
    expect(await ofTicket(port, one)).toEqual({ issue: null, links: [] });
    expect(await port.byGroup(two.organizationId, two.groupId)).toEqual([]);
    expect(await port.find(other)).not.toBeNull();
  });

  test("of many tickets those that are linked", async () => {
    const port = make();
    const [one, two] = [await created(port, await link(newTicket())), await created(port, await link(newTicket()))];
    const known = await port.known(11, 41, [two.ticket, "nowhere", one.ticket, one.ticket]);
    expect(known.map((it) => it.ticket).sort()).toEqual([one.ticket, two.ticket].sort());
    expect(known).toContainEqual(issueOf(one));
    expect(await port.known(12, 41, [one.ticket])).toEqual([]);
    expect(await port.known(11, 41, [])).toEqual([]);
  });

  test("the hint of an owner moves forward only", async () => {
    const port = make();
    const one = await created(port, await link(newTicket()));
    for (const [version, seen] of [
      [2, 2],
      [1, 2],
      [3, 3],
    ] as const) {
      await port.noteAssignee(one, hint(version, version));
      expect((await port.find(one))?.link.hint).toEqual(hint(seen, seen));
    }
  });

  test("what is recorded of a link stands beside what was", async () => {
    const port = make();
    const one = await created(port, await link(newTicket()));
    const failure = { at: 9, kind: "forbidden", text: "No.", attempts: 2, stopped: true };
    await port.record(one, { assignee: { version: 2, failure }, hint: hint(2) });
    await port.record(one, { lastOutbound: 8, ticketDone: { is: true, sourceTime: 7 } });
    await port.record(one, { lastInbound: 6, status: { version: 3, failure: null } });
    expect((await port.find(one))?.link).toEqual({
      ...one,
      hint: hint(2),
      sync: {
        ...UNSYNCED,
        lastInbound: 6,
        lastOutbound: 8,
        ticketDone: { is: true, sourceTime: 7 },
        assignee: { version: 2, failure },
        status: { version: 3, failure: null },
      },
    });
  });

  test("a link to a group that is gone is refused, and leaves nothing", async () => {
    const port = make();
    const one = aLink(GONE, { ticket: newTicket() });
    await expect(port.create(issueOf(one), one)).rejects.toMatchObject({ name: "NotFound" });
    expect(await ofTicket(port, one)).toEqual({ issue: null, links: [] });
  });

  test("what is recorded of a link that is gone is nothing", async () => {
    const port = make();
    const one = await created(port, await link(newTicket()));
    const found = await port.find(one);
    await port.remove(one);
    await port.record(one, { lastOutbound: 8, written: { write: { value: null, sourceTime: 1, at: 2 }, known: [] } });
    await port.noteAssignee(one, hint(1));
    if (found) await port.follow(found.issue, { key: "OPS-1", title: "Moved" });
    expect(await ofTicket(port, one)).toEqual({ issue: null, links: [] });
    expect(await port.byGroup(one.organizationId, one.groupId)).toEqual([]);
  });

  test("a ticket is followed: its links have its new key, wherever they are read", async () => {
    const port = make();
    const ticket = newTicket();
    const [one, two] = [await created(port, await link(ticket)), await created(port, await link(ticket))];
    const { issue } = await ofTicket(port, one);
    await port.follow(issue!, { key: "OPS-1", title: "Moved", closedAt: null });
    const after = await ofTicket(port, one);
    expect(after.issue).toEqual({ ...issue, key: "OPS-1", title: "Moved" });
    expect(after.links.map((it) => it.key)).toEqual(["OPS-1", "OPS-1"]);
    for (const { organizationId, groupId } of [one, two]) expect((await port.byGroup(organizationId, groupId))[0]?.key).toBe("OPS-1");
    await port.follow(after.issue!, { closedAt: 5, done: { is: true, sourceTime: 4 } });
    expect((await ofTicket(port, one)).issue).toEqual({ ...after.issue, closedAt: 5, done: { is: true, sourceTime: 4 } });
  });

  test("what was written is kept beside what others wrote, or were told, at the same time", async () => {
    const port = make();
    const ticket = newTicket();
    const [one, two] = [await created(port, await link(ticket)), await created(port, await link(ticket))];
    const write = (at: number, value: string | boolean = `user${at}`) => ({ value, sourceTime: at, at });
    await Promise.all([
      port.record(one, { lastOutbound: 1, written: { write: write(1), known: [] } }),
      port.record(two, { lastOutbound: 1, written: { write: write(2, true), known: [] } }),
    ]);
    const { issue } = await ofTicket(port, one);
    expect(issue?.written).toHaveLength(2);
    expect(issue?.written).toEqual(expect.arrayContaining([write(1), write(2, true)]));
    // Decided on what was read before: the other one stays.
    await Promise.all([
      port.told(issue!, write(1), "d1"),
      port.record(one, { lastOutbound: 1, written: { write: write(3), known: issue!.written } }),
    ]);
    const next = (await ofTicket(port, one)).issue;
    expect(next?.written).toHaveLength(3);
    expect(next?.written).toEqual(expect.arrayContaining([{ ...write(1), echo: "d1" }, write(2, true), write(3)]));
    for (let at = 4; at < 9; at++) await port.record(one, { lastOutbound: at, written: { write: write(at), known: next!.written } });
    expect((await ofTicket(port, one)).issue?.written.map((it) => it.at).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await port.find(one))?.link.sync.lastOutbound).toBe(8);
  });

  test("an integration's links come page by page, each once", async () => {
    const port = make();
    const integrationId = ++serial;
    const all: TicketLink[] = [];
    for (let n = 0; n < 5; n++) all.push(await created(port, await link(newTicket(), { integrationId })));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await port.ofIntegration(11, integrationId, { limit: 2, cursor });
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map((it) => it.ticket));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.map((it) => it.ticket).reverse());
  });
});

test("a link that is made while the last one before it is removed keeps its ticket", async () => {
  const ticket = newTicket();
  const [one, two] = [await created(links, await link(ticket)), await link(ticket)];
  const made: boolean[] = [];
  let begun = false;
  const inBetween =
    (next: (args: object) => Promise<object>, { commandName }: { commandName?: string }) =>
    async (args: object) => {
      if (commandName === "TransactWriteItemsCommand" && !begun) {
        begun = true;
        made.push(await links.create(issueOf(two), two));
      }
      return next(args);
    };
  await links.remove(one).finally(armed("in-between", inBetween));
  expect(made).toEqual([true]);
  expect(await ofTicket(links, two)).toMatchObject({ issue: { ticket }, links: [{ groupId: two.groupId }] });
});
