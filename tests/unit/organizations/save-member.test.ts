import { describe, expect, test } from "vitest";
import { Forbidden } from "../../../core/errors.ts";
import type { MemberUpdate } from "../../../core/organizations/organization-fields.ts";
import { addMember, removeMember, updateMember } from "../../../core/organizations/save-member.ts";
import { fakeRoster } from "../../support/fake-roster.ts";
import { aMember, ORGANIZATION } from "../../support/fakes.ts";

/** Two owners, so that it is never the last one who is kept. */
function anOrganization() {
  const members = [
    aMember(1, "ada", { role: "owner", teams: [], projects: [] }),
    aMember(2, "bea", { role: "owner", teams: [], projects: [] }),
    aMember(3, "max", { role: "manager", teams: [], projects: [] }),
    aMember(4, "mia", { teams: [], projects: [] }),
    aMember(5, "old", { role: "owner", active: false, teams: [], projects: [] }),
  ];
  const { ports, state } = fakeRoster({ members, teams: [], projects: [] });
  const users = { byEmail: async () => null };
  return { ports: { ...ports, users, ids: { next: async () => 9 }, now: () => 0 }, state };
}

const change = (it: Partial<MemberUpdate>): MemberUpdate => ({ role: undefined, active: undefined, teams: undefined, ...it });

describe("who decides about a role above their own", () => {
  const asked = (userId: number) => ({ organizationId: ORGANIZATION.id, userId });

  test.each([
    ["a manager", 3],
    ["a member, whose token says more than that", 4],
    ["an owner who was suspended", 5],
    ["somebody who is no member any more", 99],
  ])("is not %s: an owner is neither taken away, lowered, suspended nor made", async (_, userId) => {
    const { ports, state } = anOrganization();
    const before = structuredClone(state.members);
    for (const act of [
      () => removeMember(ports, asked(userId), "2"),
      () => updateMember(ports, asked(userId), "2", change({ role: "member" })),
      () => updateMember(ports, asked(userId), "2", change({ active: false })),
      () => updateMember(ports, asked(userId), "4", change({ role: "owner" })),
      () => addMember(ports, asked(userId), { email: "new@example.com", role: "owner" }),
    ])
      await expect(act()).rejects.toBeInstanceOf(Forbidden);
    expect([state.members, state.writes]).toEqual([before, 0]);
  });

  test("is an owner; and a manager decides about whoever is not above", async () => {
    const { ports, state } = anOrganization();
    await removeMember(ports, asked(3), "4");
    await removeMember(ports, asked(1), "2");
    expect(state.members.map((it) => it.userId)).toEqual([1, 3, 5]);
    expect(state.revoked).toEqual([4, 2]);
  });
});
