import { describe, expect, test } from "vitest";
import { resolveActor } from "../../../core/issues/actors.ts";
import { assign } from "../../../core/issues/assign.ts";
import { deassign } from "../../../core/issues/deassign.ts";
import { setStatus } from "../../../core/issues/status.ts";
import type { Feature, Team } from "../../../core/organizations/organization.ts";
import { aGroup, aMember, fakeGroups, fakeLog, fakeOrganizations, ORGANIZATION } from "../../support/fakes.ts";

// ada and bob are in core, bob and dan in mobile, eve in neither team but with access through another.
const members = [aMember(1, "ada"), aMember(2, "bob"), aMember(4, "dan"), aMember(5, "eve")];
const team = (id: number, slug: string, people: number[]): Team => ({
  id,
  slug,
  name: slug,
  createdAt: 0,
  members: people,
  projects: [21],
});
const teams = [team(31, "core", [1, 2]), team(32, "mobile", [2, 4])];

/** From, to, and who is then subscribed because the issue is theirs (behaviour §4.5; §13 decisions 34 and 35). */
const rows: [string, string, number[]][] = [
  ["", "", []],
  ["", "ada", [1]],
  ["", "team:core", [1, 2]],
  ["ada", "", []],
  ["ada", "eve", [5]],
  ["ada", "ada", [1]],
  ["ada", "team:core", [1, 2]],
  ["eve", "team:core", [1, 2]],
  ["team:core", "", []],
  ["team:core", "bob", [2]],
  ["team:core", "eve", [5]],
  ["team:core", "team:mobile", [2, 4]],
  ["team:core", "team:core", [1, 2]],
];

async function run(from: string, to: string, features: Feature[] = []) {
  const organization = { ...ORGANIZATION, features };
  const groups = fakeGroups([aGroup(5)]);
  const ports = { groups: groups.port, organizations: fakeOrganizations({ organization, members, teams }), now: () => 1, log: fakeLog() };
  for (const [time, actor] of [from, to].entries()) {
    const target = { ref: { organizationId: 11, projectId: 21, groupId: 5 }, state: (await groups.port.get(11, 5))!.state };
    const change = { origin: { kind: "user", userId: 9 } as const, sourceTime: time + 1 };
    if (actor === "") await deassign(ports, [target], change);
    else await assign(ports, [target], { owner: await resolveActor(ports, organization, [21], actor), ...change });
  }
  return groups;
}

describe("who is subscribed after a change of owner", () => {
  test.each(rows)("%j -> %j: %j", async (from, to, expected) => {
    const groups = await run(from, to);
    expect((groups.subscribers.get(5) ?? []).map((it) => it.id).sort()).toEqual(expected);
  });

  test("a change that changes nothing writes nothing", async () => {
    expect((await run("ada", "ada")).activities).toHaveLength(1);
    expect((await run("team:core", "team:core")).activities).toHaveLength(1);
    expect((await run("", "")).activities).toHaveLength(0);
  });

  test("with team-workflow-notifications the team itself is subscribed", async () => {
    expect((await run("ada", "team:core", ["team-workflow-notifications"])).subscribers.get(5)).toEqual([{ type: "team", id: 31 }]);
  });
});

test("a status that was chosen before the one that is there changes nothing, however late it comes", async () => {
  const groups = fakeGroups([aGroup(5, {}, { status: "resolved", substatus: null, statusSourceTime: 10 })]);
  const target = { ref: { organizationId: 11, projectId: 21, groupId: 5 }, state: (await groups.port.get(11, 5))!.state };
  const of = () => ({ substatus: "ongoing" as const, statusDetails: null });
  const change = { status: "unresolved" as const, of, origin: { kind: "user", userId: 9 } as const, late: true };
  const set = (sourceTime: number) => setStatus({ groups: groups.port, now: () => 1, log: fakeLog() }, [target], { ...change, sourceTime });
  for (const sourceTime of [9, 10]) expect(await set(sourceTime)).toMatchObject([{ changed: false, unchanged: "stale" }]);
  expect(await set(11)).toMatchObject([{ changed: true }]);
});

describe("naming an owner", () => {
  const ports = {
    organizations: fakeOrganizations({ organization: ORGANIZATION, members: [...members, aMember(7, "gone", { active: false })], teams }),
  };
  const named = (text: string, projects = [21]) => resolveActor(ports, ORGANIZATION, projects, text);
  test.each(["1", "user:1", "ada", "ADA", "ada@example.com", "Ada@Example.com"])("%s is Ada", async (text) => {
    expect(await named(text)).toMatchObject({ type: "user", id: 1, email: "ada@example.com" });
  });
  test.each(["team:31", "team:core"])("%s is the team core", async (text) => {
    expect(await named(text)).toMatchObject({ type: "team", id: 31, email: null });
  });
  test.each([
    ["user:abc", "Could not parse"],
    ["team:No Slug", "Could not parse"],
    ["nobody", "There is no member"],
    ["User:1", "There is no member"],
    ["user:99", "User does not exist"],
    ["gone", "There is no member"],
    ["user:7", "User does not exist"],
    ["team:99", "Team does not exist"],
    ["team:ghosts", "Team does not exist"],
  ])("%s: %s", async (text, message) => {
    await expect(named(text)).rejects.toMatchObject({ status: 400, fields: { assignedTo: [expect.stringContaining(message)] } });
  });
  test("every one of the issues' projects counts", async () => {
    await expect(named("ada", [21, 22])).rejects.toThrow("Cannot assign to non-team member");
    await expect(named("team:core", [21, 22])).rejects.toThrow("without access");
  });
});
