import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Forbidden, Unauthorized } from "../../../core/errors.ts";
import { bearerToken, requireScope, SCOPES, type Scope, scopesOf } from "../../../core/organizations/access.ts";
import { ROLES } from "../../../core/organizations/organization.ts";

const grants = (scopes: Scope[], wanted: Scope): boolean => {
  try {
    requireScope({ organizationId: 1, userId: 2, scopes }, wanted);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Forbidden);
    return false;
  }
};
const scope = fc.constantFrom(...SCOPES);

describe("scopes", () => {
  test("a scope grants itself, and nothing grants out of its family", () => {
    fc.assert(
      fc.property(scope, scope, (held, wanted) => {
        const sameFamily = held.split(":")[0] === wanted.split(":")[0];
        expect(grants([held], held)).toBe(true);
        if (!sameFamily) expect(grants([held], wanted)).toBe(false);
      }),
    );
  });

  test("within a family admin includes write includes read, never the other way round", () => {
    const ladder = ["event:read", "event:write", "event:admin"] as const;
    for (const [held, holder] of ladder.entries())
      for (const [wanted, asked] of ladder.entries()) expect(grants([holder], asked), `${holder} for ${asked}`).toBe(held >= wanted);
  });

  test("scopes off the ladder have to be held themselves", () => {
    expect(grants(["project:admin", "org:admin"], "project:releases")).toBe(false);
    expect(grants(["org:admin"], "org:integrations")).toBe(false);
    expect(grants(["project:releases", "org:integrations"], "project:read")).toBe(false);
  });
});

describe("the Authorization header", () => {
  test.each([["Bearer abc"], ["bearer abc"], ["BEARER   abc"], [" Bearer abc "]])("%j holds the token", (header) => {
    expect(bearerToken(header)).toBe("abc");
  });

  test.each([
    [undefined],
    [""],
    ["Bearer"],
    ["Bearer "],
    ["Basic abc"],
    ["Bearer a b"],
    ["abc"],
    [`Bearer ${"a".repeat(513)}`],
    ["Bearer é"],
  ])("%j holds none", (header) => {
    expect(() => bearerToken(header)).toThrow(Unauthorized);
  });
});

describe("what a role may", () => {
  test("grows from role to role, up to everything", () => {
    const all = ROLES.map(scopesOf);
    for (const [at, held] of all.entries()) for (const it of all[at - 1] ?? []) expect(held).toContain(it);
    expect(scopesOf("owner")).toEqual([...SCOPES]);
  });

  test("a member works on issues and changes nobody's settings", () => {
    for (const it of ["org:write", "org:integrations", "member:write", "team:write", "project:write"] as const)
      expect(grants(scopesOf("member"), it), it).toBe(false);
    for (const it of ["event:admin", "project:releases", "member:read"] as const) expect(grants(scopesOf("member"), it), it).toBe(true);
  });
});
