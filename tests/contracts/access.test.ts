import { afterAll, beforeAll, expect, test } from "vitest";
import { access } from "../../functions/adapters/dynamo/access.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const ORGANIZATION = 11;
const ADA = { userId: 1, email: "Ada@example.com" };

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  await table.put(
    { ...keys.team(ORGANIZATION, 31), id: 31, projects: [21] },
    { ...keys.member(ORGANIZATION, 1), ...ADA, projects: [21] },
    { ...keys.memberEmail(ORGANIZATION, ADA.email, 1), ...ADA, projects: [21] },
    { ...keys.memberEmail(ORGANIZATION, "second@example.com", 1), userId: 1, email: "second@example.com", projects: [21] },
    { ...keys.userEmail(1, "second@example.com"), email: "second@example.com", verified: true },
    { ...keys.userEmail(1, "unverified@example.com"), email: "unverified@example.com", verified: false },
  );
});
afterAll(() => table.stop());

const ofTeam = async () => (await organizations.team(ORGANIZATION, 31))?.projects;
const ofMember = async () => {
  const found = ["ada@example.com", "second@example.com"].map((it) => organizations.membersByEmail(ORGANIZATION, it));
  const [first, second] = (await Promise.all(found)).map(([it]) => it?.projects);
  return [(await organizations.member(ORGANIZATION, 1))?.projects, first, second];
};

test("a team gets a project once, however often it is added, and loses only the one that is taken away", async () => {
  for (let n = 0; n < 2; n++) await access.setTeam(ORGANIZATION, 31, 22, true);
  expect(await ofTeam()).toEqual([21, 22]);
  for (let n = 0; n < 2; n++) await access.setTeam(ORGANIZATION, 31, 21, false);
  expect(await ofTeam()).toEqual([22]);
});

test("a member too, wherever it is found; an address that is not verified finds nobody", async () => {
  for (let n = 0; n < 2; n++) await access.setMember(ORGANIZATION, ADA, 22, true);
  expect(await ofMember()).toEqual(Array(3).fill([21, 22]));
  for (let n = 0; n < 2; n++) await access.setMember(ORGANIZATION, ADA, 21, false);
  expect(await ofMember()).toEqual(Array(3).fill([22]));
  expect(await organizations.membersByEmail(ORGANIZATION, "unverified@example.com")).toEqual([]);
});

test("projects that come and go at the same time do not undo each other", async () => {
  const many = Array.from({ length: 20 }, (_, n) => 100 + n);
  await Promise.all(many.map((id) => access.setTeam(ORGANIZATION, 31, id, true)));
  const odd = many.filter((it) => it % 2 === 1);
  await Promise.all([
    ...odd.slice(0, 4).map((id) => access.setTeam(ORGANIZATION, 31, id, false)),
    access.setTeam(ORGANIZATION, 31, 200, true),
  ]);
  expect((await ofTeam())?.sort()).toEqual([...many.filter((it) => !odd.slice(0, 4).includes(it)), 200, 22].sort());
});

test("a team or a member that is not there stays so", async () => {
  await access.setTeam(ORGANIZATION, 99, 21, true);
  await access.setMember(ORGANIZATION, { userId: 99, email: "nobody@example.com" }, 21, false);
  expect([await organizations.team(ORGANIZATION, 99), await organizations.member(ORGANIZATION, 99)]).toEqual([null, null]);
});
