import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeownersPattern } from "../../../core/ownership/codeowners-pattern.ts";

const matches = (pattern: string, path: string) => {
  const { fold, units, compile } = codeownersPattern;
  const { literal, matches } = compile(pattern);
  const matched = matches(units(fold(path)));
  if (matched) expect(fold(path)).toContain(literal);
  return matched;
};

describe.each<[string, [pattern: string, owned: string[], others: string[]][]]>([
  [
    "a pattern without an inner slash floats",
    [
      ["*", ["a", "a/b/c.js", ".env"], []],
      ["*.js", ["a.js", "src/deep/a.js", "lib.js/readme"], ["a.jsx", "a.js.map"]],
      ["Makefile", ["Makefile", "sub/Makefile"], ["Makefile.in", "makefile"]],
      ["apps/", ["apps/a.py", "src/apps/b/c.py"], ["apps", "myapps/a.py"]],
      ["foo", ["foo", "foo/a", "a/foo/b/c"], ["foobar", "a/barfoo"]],
    ],
  ],
  [
    "a slash at the start or inside anchors",
    [
      ["/Makefile", ["Makefile", "/Makefile"], ["sub/Makefile"]],
      ["/build/", ["build/a", "build/b/c"], ["build", "src/build/a"]],
      ["/build", ["build", "build/b/c"], ["src/build", "builds"]],
      ["docs/api", ["docs/api", "docs/api/a.md"], ["src/docs/api"]],
      ["docs/api/", ["docs/api/a.md"], ["docs/api", "src/docs/api/a.md"]],
    ],
  ],
  [
    "a star stays within its segment",
    [
      ["docs/*", ["docs/a.md", "docs/.hidden"], ["docs/build/a.md", "docs", "src/docs/a.md"]],
      ["/*", ["a.md"], ["docs/a.md"]],
      ["/src/*/test", ["src/a/test", "src/a/test/b.js"], ["src/test", "src/a/b/test"]],
      ["/src/*.js", ["src/a.js"], ["src/a/b.js"]],
      ["/src/a*z.c", ["src/az.c", "src/abcz.c"], ["src/a/z.c"]],
      ["/src/*/", ["src/a/b.js"], ["src/a"]],
    ],
  ],
  [
    "two stars cross segments",
    [
      ["**", ["a", "a/b"], []],
      ["**/logs", ["logs", "logs/a", "a/b/logs/c"], ["a/mylogs"]],
      ["src/**/test.js", ["src/test.js", "src/a/b/test.js"], ["test.js", "lib/test.js", "src/a/test.jsx"]],
      ["/src/**", ["src/a", "src/a/b"], ["src", "lib/a"]],
      ["**/src/**/*.py", ["src/a.py", "x/src/y/z/a.py"], ["a.py", "src/a.js"]],
      ["/src/**/*", ["src/a", "src/a/b/c"], ["src", "lib/a"]],
      ["/a**z", ["abz"], ["a/z"]],
      ["**/**/x", ["x", "a/x"], ["ax"]],
    ],
  ],
  [
    "a question mark is one character of a segment",
    [
      ["/src/?.js", ["src/a.js", "src/💥.js"], ["src/ab.js", "src/.js", "src//.js"]],
      ["a?b", ["axb", "c/axb"], ["a/b"]],
    ],
  ],
  [
    "everything else stands for itself",
    [
      [".github/", [".github/workflows/ci.yml"], ["github/a"]],
      ["/Src/", ["Src/a"], ["src/a"]],
      ["*.{js,ts}", ["a.{js,ts}"], ["a.js", "a.ts"]],
      ["/a.b", ["a.b"], ["axb"]],
      ["/pages/[id].js", ["pages/[id].js"], ["pages/i.js"]],
      ["/a+(b)|c$", ["a+(b)|c$"], ["aab"]],
    ],
  ],
  [
    "slashes of any kind and number",
    [
      ["/src\\app/", ["src\\app\\a.cs", "/src/app/a.cs"], ["app/a.cs"]],
      ["//src//", ["src/a"], ["a/src/b"]],
      ["app:///src/", ["app:///src/a.js"], ["app:/src/a.js"]],
      ["/", [], ["a", "a/b"]],
    ],
  ],
])("%s", (_, cases) => {
  test.each(cases)("%s", (pattern, owned, others) => {
    expect(owned.filter((path) => !matches(pattern, path))).toEqual([]);
    expect(others.filter((path) => matches(pattern, path))).toEqual([]);
  });
});

const segment = fc.array(fc.constantFrom("a", "b", "*", "?"), { minLength: 1, maxLength: 3 }).map((it) => it.join(""));
const pattern = fc
  .tuple(fc.constantFrom("", "/"), fc.array(fc.oneof(segment, fc.constant("**")), { minLength: 1, maxLength: 4 }), fc.constantFrom("", "/"))
  .map(([start, segments, end]) => start + segments.join("/") + end);
const path = fc.array(fc.constantFrom("a", "b", "ab", "ba", "bb"), { minLength: 1, maxLength: 5 }).map((it) => it.join("/"));

/** The same meaning as one backtracking expression: fine for short ones only. */
function expression(written: string): RegExp {
  const inner = written.replace(/^\/|\/$/g, "");
  const anchored = written.startsWith("/") || inner.includes("/");
  const segments = inner.split("/").map((it) => (it === "**" ? "(?:[^/]+/)*" : `${it.replace(/\*+/g, "[^/]*").replaceAll("?", "[^/]")}/`));
  const directory = written.endsWith("/") || (inner.endsWith("**") && inner.split("/").at(-1) === "**");
  const below = directory ? "(?:[^/]+/)+" : anchored && inner.split("/").at(-1) === "*" ? "" : "(?:[^/]+/)*";
  return new RegExp(`^${anchored ? "" : "(?:[^/]+/)*"}${segments.join("")}${below}$`);
}

test("agrees with a regular expression of the same meaning", () => {
  let matched = 0;
  fc.assert(
    fc.property(pattern, path, (written, value) => {
      const expected = expression(written).test(`${value}/`);
      expect(matches(written, value)).toBe(expected);
      if (expected) matched++;
    }),
    { numRuns: 5000 },
  );
  expect(matched).toBeGreaterThan(200);
});

test("hostile patterns end", () => {
  const value = `${"a/".repeat(3000)}z`;
  expect(matches(`${"**/a/".repeat(1000)}y`, value)).toBe(false);
  expect(matches(`${"**/a*?/".repeat(1000)}z`, value)).toBe(false);
  expect(matches("*a?".repeat(1000), `${"a".repeat(5000)}/z`)).toBe(true);
  expect(matches("/".repeat(100_000), "a")).toBe(false);
  expect(matches(`${"/".repeat(100_000)}a`, "a")).toBe(true);
});
