import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Forbidden, NotFound, Unauthorized } from "../../../core/errors.ts";
import { type Scope, type Token, tokenHash } from "../../../core/organizations/access.ts";
import { authenticate } from "../../../core/sessions/authenticate.ts";
import { fakeOrganizations, ORGANIZATION } from "../../support/fakes.ts";

const stored = new Map<string, Token>([
  [tokenHash("good"), { id: 1, organizationId: ORGANIZATION.id, userId: 7, scopes: ["event:read"] }],
  [tokenHash("foreign"), { id: 2, organizationId: 12, userId: 8, scopes: ["event:read"] }],
]);
const ports = {
  tokens: { find: async (sha256: string) => stored.get(sha256) ?? null },
  organizations: fakeOrganizations({ organization: ORGANIZATION, members: [], teams: [] }),
};
const ask = (token: string | null, organization?: string, scope: Scope | null = null) =>
  authenticate(ports, { authorization: token === null ? undefined : `Bearer ${token}`, organization, scope });

describe("authenticate", () => {
  test.each([["acme"], ["ACME"], [String(ORGANIZATION.id)], [undefined]])("organization %s is the token's", async (named) => {
    expect(await ask("good", named, "event:read")).toEqual({
      access: { organizationId: ORGANIZATION.id, userId: 7, scopes: ["event:read"] },
      organization: ORGANIZATION,
    });
  });

  test("nobody we know comes before everything else", async () => {
    await expect(ask(null, "acme")).rejects.toBeInstanceOf(Unauthorized);
    await expect(ask("unknown", "acme", "org:admin")).rejects.toBeInstanceOf(Unauthorized);
    await expect(ask("unknown", "nowhere")).rejects.toBeInstanceOf(Unauthorized);
  });

  test("another organization looks like none, whatever the scope", async () => {
    for (const named of ["nowhere", "99", "99999999999999999", "acme%20", ""])
      await expect(ask("good", named, "org:admin"), named).rejects.toBeInstanceOf(NotFound);
    await expect(ask("foreign", "acme")).rejects.toBeInstanceOf(NotFound);
    await expect(ask("foreign")).rejects.toBeInstanceOf(NotFound);
  });

  test("without the scope the organization is known, the action not allowed", async () => {
    await expect(ask("good", "acme", "event:write")).rejects.toBeInstanceOf(Forbidden);
  });

  test("what is looked up is the SHA-256 of the text, in hex", () => {
    expect(tokenHash("good")).toBe(createHash("sha256").update("good").digest("hex"));
  });
});
