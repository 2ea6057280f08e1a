import { describe, expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import type { Group, GroupState } from "../../../core/issues/group.ts";
import type { SuggestedOwner } from "../../../core/issues/suggested-owners.ts";
import type { OwnerEvaluation } from "../../../core/messages.ts";
import { assignOwners } from "../../../core/ownership/assign-owners.ts";
import { commitOwnership, type SavePorts, settingsOf } from "../../../core/ownership/commit-ownership.ts";
import { compileRules } from "../../../core/ownership/match.ts";
import { NO_OWNERSHIP, type Ownership } from "../../../core/ownership/ownership.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import { fakeEvents } from "../../support/fake-events.ts";
import { fakeOwnerCaches } from "../../support/fake-owner-caches.ts";
import { aGroup, aMember, fakeGroups, fakeLog, fakeOrganizations, ORGANIZATION } from "../../support/fakes.ts";
import { anEvent } from "./event.ts";

const AT = 1_000;
const message: OwnerEvaluation = {
  ...{ v: 1, organizationId: ORGANIZATION.id, projectId: 21, groupId: 1, eventId: "0".repeat(32), timestamp: 0, receivedAt: AT },
};
const team = { id: 31, slug: "core", name: "Core", createdAt: 0, members: [7, 8], projects: [21] };
const members = [aMember(7, "ada"), aMember(8, "bob"), aMember(9, "gone", { active: false }), aMember(10, "cyd", { projects: [22] })];

function setup(rules: string, { state = {}, autoAssignment = true }: { state?: Partial<GroupState>; autoAssignment?: boolean } = {}) {
  const groups = fakeGroups([1, 2, 3].map((id) => aGroup(id, {} as Group, id === 1 ? state : {})));
  const caches = fakeOwnerCaches();
  const { port: events } = fakeEvents();
  events.get = async () => ({ event: anEvent([{ filename: "src/a.py" }]) }) as never;
  const kept = new Map<number, readonly SuggestedOwner[]>();
  const ownership: Ownership = { ...NO_OWNERSHIP, autoAssignment, version: 3 };
  const log = fakeLog();
  const organization = { ...ORGANIZATION, features: [...ORGANIZATION.features] };
  const ports = {
    ...{ groups: groups.port, ownerCaches: caches.port, events, log, now: () => AT + 5 },
    organizations: fakeOrganizations({ organization, members, teams: [team, { ...team, id: 32, slug: "other", projects: [22] }] }),
    readProjectRules: async () => ({ ownership, rules: { ownership: compileRules(parseRules(rules)), codeowners: [] } }),
    groupOwners: {
      ofGroups: async () => new Map(),
      replace: async (ref: { groupId: number }, owners: readonly SuggestedOwner[]) => void kept.set(ref.groupId, owners),
    },
  };
  const run = (over: Partial<OwnerEvaluation> = {}) => assignOwners(ports, { ...message, ...over });
  const assignee = () => groups.rows.get(1)?.state.assignee ?? null;
  return { ...groups, ports, caches, kept, ownership, log, organization, run, assignee };
}

const place = { projectId: 21, groupId: 1 };

describe("an event of a group that nobody has", () => {
  test("gives it to the owner of the last rule that matches, keeps the owners of two, and remembers both answers", async () => {
    const it = setup("path:* bob@example.com\npath:*.js bob@example.com\npath:*.py #core\npath:src/* ada@example.com bob@example.com");
    await it.run();
    expect(it.assignee()).toEqual({ type: "user", id: 7 });
    expect(it.activities).toMatchObject([
      {
        origin: { kind: "rule", rule: "path:src/* ada@example.com bob@example.com" },
        data: { integration: "projectOwnership", rule: "path:src/* ada@example.com bob@example.com", assigneeEmail: "ada@example.com" },
        sourceTime: AT,
      },
    ]);
    expect(it.kept.get(1)?.map((owner) => owner.owner)).toEqual([
      { type: "user", id: 7 },
      { type: "user", id: 8 },
      { type: "team", id: 31 },
    ]);
    expect(await it.caches.port.read(place)).toEqual({ assigned: true, evaluated: true });
  });

  test("comes twice: assigned once", async () => {
    const it = setup("path:* #core");
    await it.run();
    await it.caches.port.unlink([1]);
    await it.run();
    expect([it.activities.length, it.log.lines.at(-1)]).toEqual([1, "post_process.handle_owner_assignment.assignee_exists"]);
  });

  test.each([
    ["no rule matches", "path:*.js #core"],
    ["a team without the project", "path:* #other"],
    ["a member who left", "path:* gone@example.com"],
    ["a member of another project", "path:* cyd@example.com"],
  ])("%s: nobody gets it, which is remembered, and earlier owners go", async (_, rules) => {
    const it = setup(rules);
    await it.run();
    expect([it.assignee(), it.kept.get(1)]).toEqual([null, []]);
    expect(await it.caches.port.read(place)).toEqual({ assigned: false, evaluated: true });
    await it.run();
    expect(it.log.lines.at(-1)).toBe("post_process.handle_owner_assignment.debounce");
  });

  test("where the rules are switched off nobody gets it, earlier owners go, and it is looked at again", async () => {
    const it = setup("path:* #core");
    it.ownership.stopped = true;
    await it.run();
    expect([it.assignee(), it.kept.get(1)]).toEqual([null, []]);
    expect(await it.caches.port.read(place)).toEqual({ assigned: false, evaluated: null });
    delete it.ownership.stopped;
    await it.run();
    expect(it.assignee()).toEqual({ type: "team", id: 31 });
  });

  test("where nothing is assigned by itself: the owners are kept", async () => {
    const it = setup("path:* #core", { autoAssignment: false });
    await it.run();
    expect([it.assignee(), it.kept.get(1)?.length]).toEqual([null, 1]);
  });

  test("a person gave it to somebody after the event came, and took it back: it stays so", async () => {
    const it = setup("path:* #core", { state: { version: 2, assigneeSourceTime: AT + 1 } });
    await it.run();
    expect(it.assignee()).toBeNull();
  });

  test.each([
    [{}, null],
    [{ integration: "projectOwnership" }, { type: "team", id: 31 }],
  ])("its newest assignment was %j", async (data, owner) => {
    const it = setup("path:* #core", { state: { version: 2 } });
    it.activities.push({ organizationId: 11, projectId: 21, groupId: 1, version: 1, type: "assigned", data } as never);
    await it.run();
    expect(it.assignee()).toEqual(owner);
  });
});

test("a group that somebody has is left alone, and that is remembered", async () => {
  const it = setup("path:* #core", { state: { version: 1, assignee: { type: "user", id: 8 } } });
  await it.run();
  expect([it.kept.size, it.activities.length]).toEqual([0, 0]);
  expect(await it.caches.port.read(place)).toEqual({ assigned: true, evaluated: null });
});

test.each(["readProjectRules", "groupOwners", "commit"] as const)(
  "a failure of %s leaves nothing remembered; done again, it is whole",
  async (where) => {
    const it = setup("path:* #core");
    const broken = () => Promise.reject(new Unavailable("The database"));
    const whole = { readProjectRules: it.ports.readProjectRules, groupOwners: it.ports.groupOwners, commit: it.ports.groups.commit };
    if (where === "readProjectRules") it.ports.readProjectRules = broken;
    if (where === "groupOwners") it.ports.groupOwners = { ...whole.groupOwners, replace: broken };
    if (where === "commit") it.ports.groups.commit = broken;
    await expect(it.run()).rejects.toThrow(Unavailable);
    expect(await it.caches.port.read(place)).toEqual({ assigned: null, evaluated: null });
    it.ports.readProjectRules = whole.readProjectRules;
    it.ports.groupOwners = whole.groupOwners;
    it.ports.groups.commit = whole.commit;
    await it.run();
    expect([it.assignee(), it.activities.length]).toEqual([{ type: "team", id: 31 }, 1]);
  },
);

test("rules that change while the event is judged: what was found is not remembered", async () => {
  const it = setup("path:nowhere #core");
  const read = it.ports.readProjectRules;
  it.ports.readProjectRules = async () => {
    const found = await read();
    await it.caches.port.moveEpoch(21);
    return found;
  };
  await it.run();
  expect(await it.caches.port.read(place)).toEqual({ assigned: null, evaluated: null });
});

test("who got the issue while the event was judged keeps it", async () => {
  const it = setup("path:* #core");
  const { commit } = it.ports.groups;
  it.ports.groups.commit = (changes) => {
    it.ports.groups.commit = commit;
    Object.assign(it.rows.get(1)!.state, { assignee: { type: "user", id: 8 }, assigneeSourceTime: AT - 1, version: 1 });
    return commit(changes);
  };
  await it.run();
  expect(it.assignee()).toEqual({ type: "user", id: 8 });
});

test("who has the issue is read after the right to remember it was had, and not where it is remembered", async () => {
  const it = setup("path:* #core", { state: { assignee: { type: "user", id: 8 } } });
  const { claim } = it.caches.port;
  it.ports.ownerCaches.claim = async (...asked) => {
    it.rows.get(1)!.state.assignee = null;
    return claim(...asked);
  };
  await it.run();
  expect(it.assignee()).toEqual({ type: "team", id: 31 });
  it.ports.groups.get = () => Promise.reject(new Error("it is remembered"));
  await it.run();
  expect(it.log.lines.at(-1)).toBe("post_process.handle_owner_assignment.assignee_exists");
});

test("rules that are saved are what counts from the answer on, and a cache that is down keeps nobody from saving", async () => {
  const it = setup("path:* #core");
  await it.caches.port.fill(await it.caches.port.claim(place, 50), { assigned: false, evaluated: true });
  const save = (saved: Ownership | null) => {
    const ownerships = { save: async () => saved } as unknown as SavePorts["ownerships"];
    const change = { settings: settingsOf(it.ownership) };
    return commitOwnership({ ...it.ports, ownerships }, { organizationId: 11, projectId: 21 }, it.ownership, change);
  };
  expect(await save(null)).toBeNull();
  expect(await it.caches.port.read(place)).toEqual({ assigned: false, evaluated: true });
  expect(await save(it.ownership)).toEqual(it.ownership);
  expect(await it.caches.port.read(place)).toEqual({ assigned: null, evaluated: null });
  it.caches.state.down = true;
  expect(await save(it.ownership)).toEqual(it.ownership);
});

test("a cache that is down: judged each time, assigned once", async () => {
  const it = setup("path:* #core");
  it.caches.state.down = true;
  await it.run();
  await it.run();
  expect([it.assignee(), it.activities.length]).toEqual([{ type: "team", id: 31 }, 1]);
});

test("the 51st distinct group of a minute waits for its next event, the 201st where the organization has the higher limit; known ones go on", async () => {
  for (const limit of [50, 200]) {
    const it = setup("path:nowhere #core");
    if (limit === 200) it.organization.features.push("increased-issue-owners-rate-limit");
    for (let groupId = 1_000; groupId < 1_000 + limit; groupId++) await it.caches.port.claim({ projectId: 21, groupId }, limit);
    await it.run();
    expect([it.kept.size, it.log.lines]).toEqual([0, ["post_process.handle_owner_assignment.ratelimited"]]);
    const known = setup("path:nowhere #core");
    await known.caches.port.claim(place, limit);
    for (let groupId = 1_001; groupId < 1_000 + limit; groupId++) await known.caches.port.claim({ projectId: 21, groupId }, limit);
    await known.run();
    expect(known.kept.size).toBe(1);
  }
});
