import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GIVEN_SLUG, isReservedSlug, slugCandidates, slugify } from "../../../core/organizations/slug.ts";
import { anyCharacter } from "../../support/generators.ts";

const RESERVED = ["$all", "api-keys", "audit-log", "auth", "members", "projects", "rate-limits", "repos", "settings"].concat([
  "teams",
  "billing",
  "payments",
  "legal",
  "subscription",
  "support",
  "integrations",
  "developer-settings",
  "usage",
]);

/** Bytes that differ from call to call, the same ones for the same seed. */
const bytesOf = (seed: number) => {
  let calls = 0;
  return (bytes: number) => createHash("sha256").update(`${seed} ${calls++}`).digest().subarray(0, bytes);
};

test.each([
  ["Foo Bar", "foo-bar"],
  ["Ünïcode Project!!", "unicode-project"],
  ["  --Foo__Bar--  ", "foo__bar"],
  ["Foo.Bar/Baz", "foobarbaz"],
  ["Straße", "strae"],
  ["I ❤ JS", "i-js"],
  ["日本", ""],
  ["١٢٣", ""],
  ["   ", ""],
  ["1234", "1234"],
  ["Rate Limits", "rate-limits"],
  ["$all", "all"],
  ["A".repeat(60), "a".repeat(50)],
  [`${"a".repeat(49)} b`, "a".repeat(49)],
])("the slug of %j is %j", (name, slug) => expect(slugify(name)).toBe(slug));

test("exactly these are reserved", () => {
  expect(RESERVED).toHaveLength(18);
  for (const slug of RESERVED) expect(isReservedSlug(slug), slug).toBe(true);
  for (const slug of ["all", "web", "api", "Settings", "settings-", ""]) expect(isReservedSlug(slug), slug).toBe(false);
});

test.each(["日本", "١٢٣", "", "settings", "Rate Limits", "API keys", "❤"])("%j becomes 12 random hex digits", (name) => {
  const [first] = slugCandidates(name, bytesOf(1));
  expect(first).toMatch(/^[0-9a-f]{12}$/);
  expect([...slugCandidates(name, bytesOf(2))][0]).not.toBe(first);
});

test("a number gets a suffix at once, anything else only when it is taken", () => {
  expect([...slugCandidates("1234", bytesOf(1))][0]).toMatch(/^1234-[0-9a-z]{2}$/);
  expect([...slugCandidates("Web", bytesOf(1))].slice(0, 2)).toEqual(["web", expect.stringMatching(/^web-[0-9a-z]{2}$/)]);
});

test("after the slug itself come 27 suffixes: one of 2 characters, five of 3, twenty of 5, one of 12", () => {
  const sizes = [...slugCandidates("Web", bytesOf(1))].slice(1).map((it) => it.length - "web-".length);
  expect(sizes).toEqual([2, ...Array(5).fill(3), ...Array(20).fill(5), 12]);
});

test("whatever the name, every candidate is a slug that people may ask for, and no two runs need be the same", () => {
  const anyName = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 200 }),
    fc.stringMatching(/^[ _\-a-zA-Z0-9.é❤]{0,200}$/),
    fc.constantFrom(...RESERVED, "1234", "0".repeat(80)),
  );
  fc.assert(
    fc.property(anyName, fc.nat(), (name, seed) => {
      for (const slug of slugCandidates(name, bytesOf(seed))) {
        expect(slug).toMatch(GIVEN_SLUG);
        expect(slug.length).toBeLessThanOrEqual(50);
        expect(isReservedSlug(slug)).toBe(false);
      }
    }),
  );
});
