import { afterAll, beforeAll, expect, test } from "vitest";
import type { TicketLink } from "../../core/sync/link.ts";
import type { TicketState } from "../../core/sync/ticket-state.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { remove } from "../../functions/adapters/dynamo/remove.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { linkByHand, newPlace } from "../support/linked-by-hand.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ORGANIZATION = 11;
const place = (over: Partial<TicketLink> = {}) => newPlace(table, over);
const read = ({ integrationId, ticketId }: { integrationId: number; ticketId: string }, organizations = [ORGANIZATION]) =>
  tickets.read({ integrationId, ticketId, provider: "jira_server", externalId: "none" }, organizations);
const known = async (at: { integrationId: number; ticketId: string }): Promise<TicketState> => {
  const [state] = await tickets.known(at.integrationId, [at.ticketId]);
  if (!state) throw new Error("not known");
  return state;
};

test("a link is found from its ticket, its issue, its integration and by its place, in its organization alone", async () => {
  const at = await place();
  const { made, link } = await linkByHand(at);
  expect(made).toBe("linked");
  const found = await read(at, [ORGANIZATION, 12]);
  expect(found).toMatchObject({ links: [link], state: { ticketId: at.ticketId, key: `KEY-OF-${at.ticketId}`, rev: 1 }, watched: null });
  expect(await links.byGroup(ORGANIZATION, at.groupId)).toEqual([link]);
  expect(await links.find(at)).toEqual(link);
  expect((await links.ofIntegration(ORGANIZATION, at.integrationId, { limit: 10 })).items).toEqual([link]);
  for (const elsewhere of [{ organizationId: 12 }, { integrationId: 1 }, { ticketId: "T" }, { groupId: 1 }])
    expect(await links.find({ ...at, ...elsewhere })).toBeNull();
  expect((await read(at, [12])).links).toEqual([]);
});

test("an issue is linked as long as a ticket of it is, and a link that is removed twice is gone once", async () => {
  const [one, two] = [await place(), await place()];
  const same = { ...two, groupId: one.groupId };
  const isLinked = async () => (await groups.complete(ORGANIZATION, [{ place: { lastSeen: 0, groupId: one.groupId } }]))[0]?.linked;
  expect(await isLinked()).toBe(false);
  for (const it of [one, same]) await linkByHand(it);
  for (const it of [one, one, { ...one, ticketId: "another" }]) await links.remove(it);
  expect(await isLinked()).toBe(true);
  await links.remove(same);
  expect(await isLinked()).toBe(false);
  expect(await links.byGroup(ORGANIZATION, one.groupId)).toEqual([]);
});

test("a link of an issue that is gone can be removed", async () => {
  const at = await place();
  await linkByHand(at);
  await remove([keys.groupState(ORGANIZATION, at.groupId)]);
  await links.remove(at);
  expect([await links.find(at), await links.byGroup(ORGANIZATION, at.groupId)]).toEqual([null, []]);
});

test("a link is made once; what is known of a ticket is one for all organizations, and is changed only as it was read", async () => {
  const at = await place();
  await linkByHand(at);
  expect((await linkByHand(at)).made).toBe("there");
  const other = await place({ organizationId: 12, integrationId: at.integrationId, ticketId: at.ticketId });
  const stale = await known(at);
  expect((await linkByHand(other)).made).toBe("linked");
  expect((await known(at)).rev).toBe(stale.rev + 1);
  expect((await read(at, [ORGANIZATION, 12])).links.map((it) => it.groupId).sort()).toEqual([at.groupId, other.groupId].sort());
  const third = await place({ integrationId: at.integrationId, ticketId: at.ticketId });
  const ref = { organizationId: ORGANIZATION, projectId: 21, groupId: third.groupId };
  const link = { ...(await links.find(at))!, groupId: third.groupId };
  const issue = { ref, expected: 0, set: {}, changes: [] };
  expect(await links.create(link, { state: stale, rev: stale.rev, due: stale.due }, issue)).toBe("changed");
});

test("an issue that changed, or is gone, gets no link", async () => {
  const at = await place();
  const ref = { organizationId: ORGANIZATION, projectId: 21, groupId: at.groupId };
  const { link } = await linkByHand(await place());
  const state = { ...(await known(link)), integrationId: at.integrationId, ticketId: at.ticketId };
  for (const [groupId, expected] of [
    [at.groupId, 7],
    [1, 0],
  ] as const) {
    const issue = { ref: { ...ref, groupId }, expected, set: {}, changes: [] };
    expect(await links.create({ ...link, ...at }, { state, rev: null, due: null }, issue)).toBe("changed");
  }
  expect(await tickets.known(at.integrationId, [at.ticketId])).toEqual([]);
});

test("a transaction takes the ticket and its issues, or nothing: at another rev, another due, another version", async () => {
  const at = await place();
  await linkByHand(at);
  const state = await known(at);
  const ref = { organizationId: ORGANIZATION, projectId: 21, groupId: at.groupId };
  const write = (expected: number) => ({ ref, expected, set: { assigneeSourceTime: 50 }, changes: [] });
  const next = { ...state, title: "Next" };
  // Also where the issue learns nothing: what was decided about its ticket was decided on what it is.
  const nothing = { ref, expected: 3, set: {}, changes: [] };
  expect(await tickets.commit({ state: next, rev: state.rev, dueAsRead: state.due, groups: [nothing] })).toBe(false);
  expect(await tickets.commit({ state: next, rev: state.rev + 1, dueAsRead: state.due, groups: [] })).toBe(false);
  expect(await tickets.commit({ state: next, rev: state.rev, dueAsRead: 5, groups: [] })).toBe(false);
  expect(await tickets.commit({ state: next, rev: state.rev, dueAsRead: state.due, groups: [write(3)] })).toBe(false);
  expect((await known(at)).title).toBe("");
  expect(await tickets.commit({ state: next, rev: state.rev, dueAsRead: state.due, groups: [write(0)] })).toBe(true);
  expect(await known(at)).toMatchObject({ title: "Next", rev: state.rev + 1 });
  expect((await groups.get(ORGANIZATION, at.groupId))?.state).toMatchObject({ version: 0, assigneeSourceTime: 50 });
});

test("what an issue had under a team gets a version, as it has no time in a condition", async () => {
  const at = await place();
  await linkByHand(at);
  const ref = { organizationId: ORGANIZATION, projectId: 21, groupId: at.groupId };
  await tickets.learn([{ ref, expected: 0, set: { ownerUnder: { userId: 7, at: 5 } }, changes: [] }]);
  expect((await groups.get(ORGANIZATION, at.groupId))?.state).toMatchObject({ version: 1, ownerUnder: { userId: 7, at: 5 } });
});

test("tickets are due by tracker and time; asking for a look raises no rev, and one that nobody knows is not asked for", async () => {
  const one = await place();
  const two = await place({ integrationId: one.integrationId });
  await linkByHand(one);
  await linkByHand(two);
  await tickets.expect(one, 2000);
  await tickets.expect(two, 1000);
  await tickets.expect({ integrationId: one.integrationId, ticketId: "none" }, 1);
  expect((await known(one)).rev).toBe(1);
  const due = (now: number, limit = 10) => tickets.due(one.integrationId, now, limit);
  expect(await due(999)).toEqual([]);
  expect(await due(1000)).toEqual(await tickets.known(two.integrationId, [two.ticketId]));
  expect((await due(2000)).map((it) => it.ticketId)).toEqual([two.ticketId, one.ticketId]);
  expect(await due(2000, 1)).toHaveLength(1);
  await tickets.update(one, (it) => ({ ...it, due: null }));
  expect((await due(2000)).map((it) => it.ticketId)).toEqual([two.ticketId]);
  expect(await tickets.due(1, 9999, 10)).toEqual([]);
});

test("changes at the same time are all made, one after the other", async () => {
  const at = await place();
  await linkByHand(at);
  await Promise.all(Array.from({ length: 6 }, () => tickets.update(at, (it) => ({ ...it, waits: it.waits + 1 }))));
  expect(await known(at)).toMatchObject({ waits: 6, rev: 7 });
  await tickets.update({ integrationId: 1, ticketId: "none" }, () => expect.unreachable());
});

test("a ticket that is forgotten is gone a day later, unless it is linked again", async () => {
  const at = await place();
  await linkByHand(at);
  await links.remove(at);
  expect((await read(at)).links).toEqual([]);
  await tickets.forget(at);
  const item = async () => (await queryAll(keys.ticket(at.integrationId, at.ticketId).pk))[0];
  expect(Number((await item())?.expiresAt)).toBeGreaterThan(Date.now() / 1000 + 86_000);
  expect((await known(at)).due).toBeNull();
  await linkByHand(at);
  expect((await item())?.expiresAt).toBeUndefined();
});

test("a ticket that was moved is known by its new key on both sides of its link", async () => {
  const at = await place();
  const { link } = await linkByHand(at);
  await links.rename([link], "OPS-7");
  expect([(await links.find(at))?.key, (await links.byGroup(ORGANIZATION, at.groupId))[0]?.key]).toEqual(["OPS-7", "OPS-7"]);
});

test("pages of an integration's links go through all of them, each once", async () => {
  const first = await place();
  await linkByHand(first);
  for (let n = 0; n < 4; n++) await linkByHand(await place({ integrationId: first.integrationId }));
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await links.ofIntegration(ORGANIZATION, first.integrationId, { limit: 2, cursor });
    seen.push(...items.map((it) => it.groupId));
    cursor = next ?? undefined;
  } while (cursor);
  expect([new Set(seen).size, seen.length]).toEqual([5, 5]);
});
