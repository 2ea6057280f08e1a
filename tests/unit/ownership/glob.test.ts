import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactGlob, foldedGlob } from "../../../core/ownership/glob.ts";
import type { Language } from "../../../core/ownership/pattern.ts";

const matches = ({ fold, units, compile }: Language, pattern: string, value: string) => compile(pattern).matches(units(fold(value)));

describe("paths, modules and URLs", () => {
  test.each<[string, string, boolean]>([
    ["*.py", "foo.py", true],
    ["*.py", "src/deep/foo.py", true],
    ["*.py", "foo.pyc", false],
    ["*.PY", "Foo.py", true],
    ["*.py", "FOO.PY", true],
    ["src/*", "src/a/b.js", true],
    ["src/*", "app/src/a.js", false],
    ["src/*.js", "src/a/b.js", true],
    ["src", "src/a.js", false],
    ["*/api/*", "https://example.com/api/0/", true],
    ["*/api/*", "https://example.com/apis/0/", false],
    ["foo.*", "foo.bar.baz", true],
    ["foo.*", "foo", false],
    ["foo.*", "fooxbar", false],
    ["*", "anything at all\nreally", true],
    ["a?c", "abc", true],
    ["a?c", "a/c", true],
    ["a?c", "ac", false],
    ["a?c", "a💥c", true],
    ["src\\*.cs", "src/a.cs", true],
    ["src/*.cs", "SRC\\A.CS", true],
    ["src/*.[tj]sx", "src/a.tsx", true],
    ["src/*.[tj]sx", "src/a.csx", false],
    ["v[0-9]", "v7", true],
    ["v[!0-9]", "v7", false],
    ["v[^0-9]", "vx", true],
    ["[a-]", "-", true],
    ["[*]", "*", true],
    ["[*]", "x", false],
    ["[[]id]", "[id]", true],
    ["[!]", "!", true],
    ["[!]", "x", false],
    ["[", "[", true],
    ["a[b", "a[b", true],
    ["[A-C]x", "bx", true],
    ["{a,b}", "a", false],
    ["{a,b}", "{a,b}", true],
    ["a.b+(c)|d$", "a.b+(c)|d$", true],
    ["a.b", "axb", false],
    [".*", ".env", true],
    ["*", ".env", true],
    ["**/x", "a/b/x", true],
  ])("%j on %j: %j", (pattern, value, expected) => {
    expect(matches(foldedGlob, pattern, value)).toBe(expected);
  });
});

describe("tags", () => {
  test.each<[string, string, boolean]>([
    ["Chrome*", "Chrome 81.0", true],
    ["chrome*", "Chrome 81.0", false],
    ["a\\b", "a\\b", true],
    ["a\\b", "a/b", false],
    ["*@x.com", "me@x.com", true],
  ])("%j on %j: %j", (pattern, value, expected) => {
    expect(matches(exactGlob, pattern, value)).toBe(expected);
  });
});

test("every value that matches contains the literal", () => {
  const pieces = fc.array(fc.constantFrom("a", "b", "/", "*", "?", "[ab]", "[!a]", "[", "]", "Q"), { maxLength: 8 });
  const values = fc.array(fc.constantFrom("a", "b", "/", "[", "]", "q"), { maxLength: 8 });
  let matched = 0;
  fc.assert(
    fc.property(pieces, values, (written, content) => {
      const { literal, matches } = foldedGlob.compile(written.join(""));
      const value = content.join("");
      if (!matches(value)) return;
      matched++;
      expect(value).toContain(literal);
    }),
    { numRuns: 5000 },
  );
  expect(matched).toBeGreaterThan(50);
});

test("brackets that never close are read in one pass", () => {
  const { matches } = foldedGlob.compile("[a".repeat(100_000));
  expect(matches("[a".repeat(100_000))).toBe(true);
});
