import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PendingAssignment, UserMappings } from "../../core/sync/ports.ts";
import { userMappings } from "../../functions/adapters/dynamo/user-mappings.ts";
import { fakeUserMappings } from "../support/fake-tracker.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ORGANIZATION = 11;
let tracker = 4000;
const pending = (account: string, ticket: string, sourceTime = 1): PendingAssignment => ({
  ...{ account, ticket, sourceTime },
  ...{ key: `APP-${ticket}`, deliveryId: `d-${ticket}-${sourceTime}` },
});
const byAccount = <T extends { account: string }>(all: T[]): T[] => [...all].sort((a, b) => (a.account < b.account ? -1 : 1));

describe.each([
  ["fake", (): UserMappings => fakeUserMappings().port],
  ["DynamoDB", (): UserMappings => userMappings],
])("user mappings (%s)", (_, make) => {
  test("an account is found, in its organization and tracker alone", async () => {
    const [port, it] = [make(), ++tracker];
    await port.put(ORGANIZATION, it, { account: "bob", userId: 7 });
    await port.put(ORGANIZATION, it, { account: "Ann#1", userId: 8 });
    expect(await port.byAccount(ORGANIZATION, it, "bob")).toBe(7);
    expect(await port.byAccount(ORGANIZATION, it, "BOB")).toBeNull();
    expect(byAccount(await port.list(ORGANIZATION, it))).toEqual([
      { account: "Ann#1", userId: 8 },
      { account: "bob", userId: 7 },
    ]);
    for (const [organization, integration] of [
      [12, it],
      [ORGANIZATION, 1],
    ] as const) {
      expect(await port.byAccount(organization, integration, "bob")).toBeNull();
      expect(await port.list(organization, integration)).toEqual([]);
    }
  });

  test("of an account and of a user there is one mapping: the newest of either replaces the others", async () => {
    const [port, it] = [make(), ++tracker];
    await port.put(ORGANIZATION, it, { account: "bob", userId: 7 });
    await port.put(ORGANIZATION, it, { account: "ann", userId: 8 });
    await port.put(ORGANIZATION, it, { account: "bob", userId: 8 });
    expect(await port.list(ORGANIZATION, it)).toEqual([{ account: "bob", userId: 8 }]);
    expect(await port.byAccount(ORGANIZATION, it, "ann")).toBeNull();
    await port.put(ORGANIZATION, it, { account: "bob", userId: 8 });
    expect(await port.list(ORGANIZATION, it)).toEqual([{ account: "bob", userId: 8 }]);
  });

  test("one that is removed is gone; removing it again changes nothing", async () => {
    const [port, it] = [make(), ++tracker];
    await port.put(ORGANIZATION, it, { account: "bob", userId: 7 });
    for (let time = 0; time < 2; time++) {
      await port.remove(ORGANIZATION, it, "bob");
      expect(await port.list(ORGANIZATION, it)).toEqual([]);
      expect(await port.byAccount(ORGANIZATION, it, "bob")).toBeNull();
    }
    await port.remove(12, it, "bob");
  });

  test("what waits for an account waits for that one alone, until it is forgotten", async () => {
    const [port, it] = [make(), ++tracker];
    const [first, second, other] = [pending("bob", "1"), pending("bob", "2"), pending("bob#jr", "3")];
    for (const one of [first, second, other]) await port.wait(ORGANIZATION, it, one);
    expect(await port.waiting(ORGANIZATION, it, "bob")).toEqual([first, second]);
    expect(await port.waiting(ORGANIZATION, it, "bob#jr")).toEqual([other]);
    expect(await port.waiting(ORGANIZATION, it, "nobody")).toEqual([]);
    expect(await port.waiting(ORGANIZATION, it)).toEqual([first, second, other]);
    expect(await port.waiting(12, it)).toEqual([]);
    await port.forget(ORGANIZATION, it, first);
    await port.forget(ORGANIZATION, it, first);
    expect(await port.waiting(ORGANIZATION, it)).toEqual([second, other]);
  });

  test("of a ticket the newest waits, in any order and however often", async () => {
    const [port, it] = [make(), ++tracker];
    for (const time of [5, 3, 9, 9, 4]) await port.wait(ORGANIZATION, it, pending("bob", "1", time));
    expect(await port.waiting(ORGANIZATION, it, "bob")).toEqual([pending("bob", "1", 9)]);
  });
});
