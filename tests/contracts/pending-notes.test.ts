import { afterAll, beforeAll, expect, test } from "vitest";
import { NOTES_KEPT } from "../../core/sync/link.ts";
import { keys, nameOf } from "../../functions/adapters/dynamo/keys.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { outbox } from "../../functions/adapters/dynamo/outbox.ts";
import { inOutbox } from "../../functions/adapters/dynamo/outbox-items.ts";
import { armed } from "../support/armed.ts";
import { aGroup } from "../support/fakes.ts";
import { linkByHand, newPlace } from "../support/linked-by-hand.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ORGANIZATION = 11;
const place = () => newPlace(table);

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
