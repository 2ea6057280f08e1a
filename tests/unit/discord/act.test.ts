import { expect, test } from "vitest";
import { type ActPorts, act } from "../../../core/discord/act.ts";
import { type Action, sealControl } from "../../../core/discord/custom-id.ts";
import type { DiscordWork } from "../../../core/discord/messages.ts";
import type { PressRead } from "../../../core/discord/ports.ts";
import { Conflict, Unavailable } from "../../../core/errors.ts";
import type { Participations } from "../../../core/issues/ports.ts";
import { fakeReleases } from "../../support/fake-releases.ts";
import { aGroup, aMember, fakeGroups, fakeLog, fakeOrganizations, ORGANIZATION, plainSeal } from "../../support/fakes.ts";

const NOW = 1_000_000;
const GUILD = { guildId: "1", organizationId: ORGANIZATION.id, name: "Server 1", roles: {}, installedAt: 0 };
const ADA = aMember(7, "ada");

/** An issue in a server, somebody who presses there, and what goes wrong with the first writes of it. */
function setup({ read = {}, faults = [] }: { read?: Partial<PressRead>; faults?: Error[] } = {}) {
  const groups = fakeGroups([aGroup(5)]);
  const commit: typeof groups.port.commit = async (changes) => {
    const fault = faults.shift();
    if (fault) throw fault;
    return groups.port.commit(changes);
  };
  const ports: ActPorts = {
    ...{ groups: { ...groups.port, commit }, releases: fakeReleases().port, participations: {} as Participations },
    organizations: fakeOrganizations({ organization: ORGANIZATION, members: [ADA], teams: [] }),
    notificationSettings: { find: async () => null, put: async () => {} },
    readPress: async ({ organizationId, groupId }) => ({
      ...{ guild: GUILD, issue: await groups.port.get(organizationId, groupId), linked: true, presser: ADA, chosen: null, team: null },
      ...read,
    }),
    ...{ seal: plainSeal, log: fakeLog(), now: () => NOW },
  };
  const press = (action: Action, values: string[] = []) => {
    const customId = sealControl(ports, { action, organizationId: ORGANIZATION.id, groupId: 5 });
    const work: DiscordWork = {
      ...{ v: 1, id: "1", token: "t", guildId: "1", channels: ["2"], account: "3", roles: [], name: "ada_d", at: NOW },
      what: { kind: "press", customId, values },
    };
    return act(ports, work);
  };
  return { press, issue: () => groups.rows.get(5)!.state, activities: groups.activities };
}

const ACTIONS: [Action, string[]][] = [
  ["assign_dialog", []],
  ["assign_user", ["3"]],
  ["unassign", []],
  ["resolve", []],
  ["archive", ["day"]],
  ["unresolve", []],
];

test.each(ACTIONS)("%s is nothing for who left the organization, or was shut out of it", async (action, values) => {
  for (const presser of [null, aMember(7, "ada", { active: false })]) {
    const { press, issue, activities } = setup({ read: { presser } });
    const before = structuredClone(issue());
    expect((await press(action, values)).content).toContain("You have to be a member of the issue's organization");
    expect([issue(), activities]).toEqual([before, []]);
  }
});

test.each(ACTIONS)("%s is nothing in a server that the issue's organization does not have, whoever presses", async (action, values) => {
  const { press, issue, activities } = setup({ read: { guild: null } });
  const before = structuredClone(issue());
  expect((await press(action, values)).content).toContain("not connected with this server");
  expect([issue(), activities]).toEqual([before, []]);
});

test("what fails in passing is not told as the end: it comes again, and is done once", async () => {
  const { press, issue, activities } = setup({ faults: [new Unavailable("The database", 1)] });
  await expect(press("resolve")).rejects.toBeInstanceOf(Unavailable);
  expect(issue().status).toBe("unresolved");
  for (let times = 0; times < 2; times++) expect((await press("resolve")).content).toBe("WEB-5 has been resolved.");
  expect([issue().status, activities.map((it) => it.type)]).toEqual(["resolved", ["set_resolved"]]);
});

test("what cannot be is told to who pressed, as text", async () => {
  const { press, issue } = setup({ faults: [new Conflict("**Taken**")] });
  expect((await press("resolve")).content).toBe("\\*\\*Taken\\*\\*");
  expect(issue().status).toBe("unresolved");
});
