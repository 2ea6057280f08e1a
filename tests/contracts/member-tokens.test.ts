import { afterAll, beforeAll, expect, test } from "vitest";
import type { NamedToken } from "../../core/organizations/access.ts";
import { changeRoster } from "../../core/organizations/change-roster.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { projects } from "../../functions/adapters/dynamo/projects.ts";
import { rosters } from "../../functions/adapters/dynamo/rosters.ts";
import { tokenWrites } from "../../functions/adapters/dynamo/token-writes.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { armed } from "../support/armed.ts";
import { aMember } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** Tokens of an organization's members: whose they are, and that none outlives its member. */
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const person = (id: number, name: string, role: "owner" | "member" = "member") => aMember(id, name, { teams: [], projects: [], role });
const MEMBERS = [person(1, "ada", "owner"), person(2, "bob"), person(3, "cyd")];
const ports = { organizations, projects, rosters };
let serial = 100;
async function newOrganization(members = MEMBERS): Promise<number> {
  const organizationId = serial++;
  await changeRoster(ports, organizationId, (it) => ({ ...it, members }));
  return organizationId;
}

const token = (organizationId: number, id: number, userId: number): NamedToken => ({
  ...{ id, organizationId, userId, scopes: ["org:read"], name: "ci", last: "cdef", createdAt: 1 },
});
const find = (sha256: string) => tokens.find(sha256);

test("are listed without their hash, found by it, and gone at once when removed", async () => {
  const organizationId = await newOrganization();
  expect(await tokenWrites.create("hash-1", token(organizationId, 41, 2), person(2, "bob"))).toBe(true);
  expect(await find("hash-1")).toEqual({ id: 41, organizationId, userId: 2, scopes: ["org:read"] });
  expect(await tokenWrites.list(organizationId)).toEqual([token(organizationId, 41, 2)]);
  expect(await tokenWrites.list(organizationId + 1000)).toEqual([]);
  expect(await tokenWrites.remove(organizationId + 1000, 41)).toBe(false);
  expect(await tokenWrites.remove(organizationId, 41)).toBe(true);
  expect([await find("hash-1"), await tokenWrites.list(organizationId)]).toEqual([null, []]);
  expect(await tokenWrites.remove(organizationId, 41)).toBe(false);
});

test("are made for a member that is as it was thought to be, and end with the membership", async () => {
  const organizationId = await newOrganization();
  expect(await tokenWrites.create("hash-2", token(organizationId, 42, 2), { userId: 2, role: "admin" })).toBe(false);
  expect(await tokenWrites.create("hash-2", token(organizationId, 42, 99), person(99, "none"))).toBe(false);
  expect(await tokenWrites.create("hash-2", token(organizationId, 42, 2), person(2, "bob"))).toBe(true);
  expect(await tokenWrites.create("hash-3", token(organizationId, 43, 3), person(3, "cyd"))).toBe(true);
  await changeRoster(ports, organizationId, (it) => ({ ...it, members: it.members.filter((one) => one.userId !== 2) }));
  expect(await find("hash-2")).toBeNull();
  expect((await tokenWrites.list(organizationId)).map((it) => it.id)).toEqual([43]);
});

test("of much that one transaction does not take go first: who is to go has none before all else is done", async () => {
  const organizationId = await newOrganization();
  const many = Array.from({ length: 60 }, (_, n) => ({ before: null, after: person(1_000 + n, `crew${n}`) }));
  await tokenWrites.create("hash-4", token(organizationId, 44, 2), person(2, "bob"));
  let transactions = 0;
  armed("gone", (next, { commandName }) => async (args) => {
    if (commandName === "TransactWriteItemsCommand" && ++transactions > 1) throw new Error("The machine is gone");
    return next(args);
  });
  await expect(rosters.write(organizationId, { projects: [], teams: [], revoked: [2], members: many })).rejects.toThrow();
  expect(await find("hash-4")).toBeNull();
});

test("made while the member is removed, end with the membership too", async () => {
  const organizationId = await newOrganization([...MEMBERS, person(99, "last", "owner")]);
  for (const [n, userId] of [1, 2, 3].entries()) {
    const { role } = MEMBERS[n]!;
    const hashes = Array.from({ length: 5 }, (_, at) => `race-${userId}-${at}`);
    const making = hashes.map((hash, at) => tokenWrites.create(hash, token(organizationId, userId * 10 + at, userId), { userId, role }));
    const removal = changeRoster(ports, organizationId, (it) => ({ ...it, members: it.members.filter((one) => one.userId !== userId) }));
    await Promise.all([...making, removal]);
    expect(await Promise.all(hashes.map(find))).toEqual(Array(5).fill(null));
  }
  expect(await tokenWrites.list(organizationId)).toEqual([]);
});
