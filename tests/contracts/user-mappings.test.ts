import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserMappings } from "../../core/trackers/ports.ts";
import { userMappings } from "../../functions/adapters/dynamo/user-mappings.ts";
import { fakeUserMappings } from "../support/fake-user-mappings.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ORGANIZATION = 11;
let tracker = 4000;
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
    expect([await port.byUser(ORGANIZATION, it, 7), await port.byUser(ORGANIZATION, it, 9), await port.byUser(12, it, 7)]).toEqual([
      "bob",
      null,
      null,
    ]);
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
});
