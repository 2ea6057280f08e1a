import { afterAll, beforeAll, expect, test } from "vitest";
import { NOTES_KEPT, type TicketLink } from "../../core/sync/link.ts";
import type { TicketState } from "../../core/sync/ticket-state.ts";
import { stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { keys, nameOf } from "../../functions/adapters/dynamo/keys.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { outbox } from "../../functions/adapters/dynamo/outbox.ts";
import { inOutbox } from "../../functions/adapters/dynamo/outbox-items.ts";
import { remove } from "../../functions/adapters/dynamo/remove.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { armed } from "../support/armed.ts";
import { aGroup } from "../support/fakes.ts";
import { linkByHand } from "../support/linked-by-hand.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ORGANIZATION = 11;
let serial = 1000;
/** An issue of its own, with its state in the store, at a place of its own unless said otherwise. */
async function place(over: Partial<TicketLink> = {}) {
  const { group, state } = aGroup(++serial, { organizationId: over.organizationId ?? ORGANIZATION });
  await table.put(stateItem(group, state));
  await table.put({ ...keys.group(group.organizationId, group.id), ...group });
  const at = { integrationId: ++serial, ticketId: `${++serial}` };
  return { organizationId: group.organizationId, projectId: 21, groupId: group.id, ...at, ...over };
}
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
  expect(await due(1000)).toEqual([{ ticketId: two.ticketId, due: 1000 }]);
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

test("a hint moves forward only, with the note that it is about; of a hundred notes no more are kept, and that is counted", async () => {
  const at = await place();
  await linkByHand(at);
  const hint = (version: number) => aGroup(at.groupId, {}, { version }).state;
  await links.note(at, hint(3));
  await links.note(at, hint(2));
  await links.note(at, hint(3), { version: 3, userId: 7 });
  expect(await links.find(at)).toMatchObject({ hint: { version: 3 }, notes: [] });
  for (let version = 4; version < 4 + NOTES_KEPT + 2; version++) await links.note(at, hint(version), { version, userId: 7 });
  const found = await links.find(at);
  expect([found?.notes.length, found?.notesLost, found?.hint?.version]).toEqual([NOTES_KEPT, 2, 105]);
  await links.setNotes(at, { sent: { version: 4, userId: 7, sent: 99 } });
  await links.setNotes(at, { done: [{ version: 5, commentId: null }] });
  expect((await links.find(at))?.notes.slice(0, 2)).toEqual([
    { version: 4, userId: 7, sent: 99 },
    { version: 6, userId: 7 },
  ]);
  await links.note({ ...at, groupId: 1 }, hint(9));
  expect(await links.find({ ...at, groupId: 1 })).toBeNull();
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

test("a note that newer changes have overtaken is kept in its place, once, until it was relayed; without room it counts as lost", async () => {
  const at = await place();
  await linkByHand(at);
  const note = (version: number) => ({ version, userId: 7 });
  const hint = (version: number) => aGroup(at.groupId, {}, { version }).state;
  const written = async (version: number, more: object = {}) => {
    const activity = { organizationId: ORGANIZATION, groupId: at.groupId, version, comments: {} };
    await table.put({ ...keys.activity(ORGANIZATION, at.groupId, version), ...activity, ...inOutbox(at.groupId, 1), ...more });
  };
  const kept = async () => (await links.find(at))?.notes.map((it) => it.version);
  await written(2);
  await written(3);
  await links.note(at, hint(3), note(3));
  await links.note(at, hint(4));
  for (let times = 0; times < 2; times++) await links.note(at, hint(2), note(2));
  expect(await kept()).toEqual([2, 3]);
  expect((await links.find(at))?.hint?.version).toBe(4);
  // What became a comment, and what was relayed once and then dropped, stays away.
  await links.setNotes(at, { done: [{ version: 2, commentId: "9" }] });
  await links.note(at, hint(2), note(2));
  await links.setNotes(at, { done: [{ version: 3, commentId: null }] });
  await outbox.done({ entry: nameOf(keys.activity(ORGANIZATION, at.groupId, 3)) });
  await links.note(at, hint(3), note(3));
  expect(await kept()).toEqual([]);
  await links.note({ ...at, ticketId: "gone" }, hint(3), note(3));

  const [link] = await queryAll(keys.ticketLink(ORGANIZATION, at.integrationId, at.ticketId, at.groupId).pk);
  await table.put({ ...link!, notes: Array.from({ length: NOTES_KEPT }, (_, n) => note(10 + n)) });
  await written(5);
  await links.note(at, hint(5), note(5));
  expect([(await kept())?.[0], (await kept())?.length, (await links.find(at))?.notesLost]).toEqual([10, NOTES_KEPT, 1]);
});

test("a note that comes while others are settled, or while one that was late finds its place, is kept", async () => {
  const at = await place();
  await linkByHand(at);
  const note = (version: number) => ({ version, userId: 7 });
  const hint = (version: number) => aGroup(at.groupId, {}, { version }).state;
  const kept = async () => (await links.find(at))?.notes.map((it) => it.version);
  /** Before the first request of that kind whose expression says this. */
  const meanwhile = (expression: string, then: () => Promise<void>) => {
    const disarm = armed("meanwhile", (next) => async (args) => {
      if (!(args as { input: { UpdateExpression?: string } }).input.UpdateExpression?.startsWith(expression)) return next(args);
      disarm();
      await then();
      return next(args);
    });
  };
  await links.note(at, hint(3), note(3));
  meanwhile("SET notes = :notes", () => links.note(at, hint(4), note(4)));
  await links.setNotes(at, { done: [{ version: 3, commentId: null }] });
  expect(await kept()).toEqual([4]);

  const activity = { organizationId: ORGANIZATION, groupId: at.groupId, version: 2, comments: {} };
  await table.put({ ...keys.activity(ORGANIZATION, at.groupId, 2), ...activity, ...inOutbox(at.groupId, 1) });
  meanwhile("SET notes = :notes, notesLost", () => links.note(at, hint(5), note(5)));
  await expect(links.note(at, hint(2), note(2))).rejects.toMatchObject({ status: 503 });
  await links.note(at, hint(2), note(2));
  expect(await kept()).toEqual([2, 4, 5]);
});
