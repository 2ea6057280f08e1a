import { beforeEach, expect, test } from "vitest";
import { Conflict, Forbidden, Invalid } from "../../../core/errors.ts";
import { type NamedToken, type Scope, tokenHash } from "../../../core/organizations/access.ts";
import { issueToken } from "../../../core/organizations/issue-token.ts";
import { aMember, fakeOrganizations, ORGANIZATION } from "../../support/fakes.ts";

const members = [
  aMember(1, "ada", { role: "owner" }),
  aMember(2, "bob", { role: "manager" }),
  aMember(3, "cyd"),
  aMember(4, "dan", { active: false }),
];
let stored: Map<string, NamedToken>;
let accepted = true;
beforeEach(() => {
  stored = new Map();
  accepted = true;
});
const ports = {
  ids: { next: async () => 51 },
  now: () => 1_700_000_000_000,
  random: (bytes: number) => new Uint8Array(bytes).fill(0xab),
  organizations: fakeOrganizations({ organization: ORGANIZATION, members, teams: [] }),
  tokenWrites: {
    list: async () => [...stored.values()],
    create: async (sha256: string, token: NamedToken) => {
      if (accepted) stored.set(sha256, token);
      return accepted;
    },
    remove: async () => false,
  },
};
const issue = (userId: number, held: Scope[], scopes: Scope[], user?: string) =>
  issueToken(ports, { organizationId: ORGANIZATION.id, userId, scopes: held }, { scopes, ...(user !== undefined && { user }) });

test("what is stored is the hash and the last four characters of a text that is answered once", async () => {
  const { text, token } = await issue(2, ["org:admin"], ["org:read", "org:read"]);
  expect(text).toBe(`sntryu_${"ab".repeat(32)}`);
  expect([...stored]).toEqual([[tokenHash(text), token]]);
  expect(token).toEqual({
    id: 51,
    organizationId: 11,
    userId: 2,
    scopes: ["org:read"],
    name: "",
    last: "abab",
    createdAt: 1_700_000_000_000,
  });
});

test.each([
  [2, undefined],
  [2, "2"],
  [2, "3"],
  [1, "2"],
])("user %j makes one for %j", async (userId, user) => {
  expect((await issue(userId, ["org:admin"], ["org:read"], user)).token.userId).toBe(Number(user ?? userId));
});

test.each([
  [2, ["org:read"], "1", Forbidden],
  [3, ["org:read"], "2", Forbidden],
  [99, ["org:read"], "2", Forbidden],
  [2, ["org:read"], "4", Invalid],
  [2, ["org:read"], "99", Invalid],
  [99, ["org:read"], undefined, Invalid],
  [2, ["org:read", "event:read"], undefined, Forbidden],
] as const)("user %j, %j, for %j: none", async (userId, scopes, user, error) => {
  await expect(issue(userId, ["org:admin"], [...scopes], user)).rejects.toBeInstanceOf(error);
  expect(stored.size).toBe(0);
});

test("a member who is changed meanwhile gets none", async () => {
  accepted = false;
  await expect(issue(2, ["org:admin"], ["org:read"])).rejects.toBeInstanceOf(Conflict);
});
