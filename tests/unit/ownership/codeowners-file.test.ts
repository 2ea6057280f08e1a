import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { type CodeMapping, convertCodeowners, MAX_CODEOWNERS } from "../../../core/ownership/codeowners-file.ts";
import { compileRules, matchingRules } from "../../../core/ownership/match.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import type { RuleOwner } from "../../../core/ownership/rule.ts";
import { anEvent } from "./event.ts";

const OWNERS = new Map<string, RuleOwner>([
  ["@org/back-end", { type: "team", identifier: "back-end" }],
  ["@ann", { type: "user", identifier: "ann@x.com" }],
  ["bob@x.com", { type: "user", identifier: "bob@x.com" }],
]);
const NO_ROOTS = { sourceRoot: "", stackRoot: "" };
const convert = (raw: string, mapping: CodeMapping = NO_ROOTS) => convertCodeowners(raw, mapping, (name) => OWNERS.get(name) ?? null);

test("a file becomes rules, with its comments and without its blank lines", () => {
  const { text, rules, skipped } = convert("\ufeff# Who owns what\n\n*.js @ann bob@x.com\r\n  # docs\n/docs/\t@org/back-end\n");
  expect(text).toBe("# Who owns what\ncodeowners:*.js ann@x.com bob@x.com\n# docs\ncodeowners:/docs/ #back-end");
  expect(rules).toEqual(parseRules(text, { codeowners: true }));
  expect(skipped).toEqual([]);
});

describe("owners", () => {
  test.each<[string, string]>([
    ["*.js @ann # @org/back-end", "codeowners:*.js ann@x.com"],
    ["*.js @ann #@org/back-end", "codeowners:*.js ann@x.com"],
    ["*.js @nobody @ann", "codeowners:*.js ann@x.com"],
  ])("%s", (line, text) => {
    expect(convert(line).text).toBe(text);
  });

  test("a line whose owners nobody knows gives nobody anything, and is listed", () => {
    const { rules, text, skipped } = convert("\n*.js @nobody");
    expect([text, rules.map((it) => it.owners), skipped]).toEqual(["codeowners:*.js", [[]], [{ line: 2, reason: "no_known_owner" }]]);
  });

  test.each(["*.js", "*.js # @ann"])("a line without any says that it is nobody's: %s", (line) => {
    expect(convert(line)).toEqual({ rules: parseRules("codeowners:*.js", { codeowners: true }), text: "codeowners:*.js", skipped: [] });
  });
});

describe("sections of GitLab", () => {
  const owned = (...lines: string[]) => convert(lines.join("\n")).text.split("\n");

  test("give their owners to the lines that name none, and are no rules", () => {
    expect(owned("[Core] @org/back-end", "folder-1/", "folder-2/ @ann")).toEqual([
      "codeowners:folder-1/ #back-end",
      "codeowners:folder-2/ ann@x.com",
    ]);
  });

  test.each(["^[Core] @ann", "[Core][2] @ann", "^[Two words][2] @ann # why", "[Core]\t@ann bob@x.com"])("%s", (header) => {
    expect(owned(header, "a/")[0]).toMatch(/^codeowners:a\/ ann@x\.com/);
  });

  test("end with the next one", () =>
    expect(owned("[Core] @ann", "a/", "[Other]", "b/")).toEqual(["codeowners:a/ ann@x.com", "codeowners:b/"]));
});

describe("what is escaped or quoted stands for itself", () => {
  test.each([
    ["a\\ b/ @ann", "a b/c.js", "a\\ b/c.js"],
    ['"a b/" @ann', "a b/c.js", "a/b/c.js"],
    ['"/src/a b.js" @ann', "src/a b.js", "src/a.js"],
    ["\\#a @ann", "#a", "a"],
    ["a\\*.js @ann", "a*.js", "abc.js"],
    ["a\\?.js @ann", "a?.js", "ab.js"],
    ["a\\[bc].js @ann", "a[bc].js", "ab.js"],
    ["src/**/x\\*/ @ann", "src/a/x*/b.js", "src/a/xy/b.js"],
  ])("%s owns %s, not %s", (line, owned, other) => {
    const { rules, skipped } = convert(line);
    expect(skipped).toEqual([]);
    const matched = (filename: string) => matchingRules(compileRules(rules), anEvent([{ filename }])).length;
    expect([matched(owned), matched(other)]).toEqual([1, 0]);
  });

  test.each(['"a b @ann', '"a b"c @ann', '"'])("a quote that does not end is reported: %s", (line) => {
    expect(convert(line)).toEqual({ rules: [], text: "", skipped: [{ line: 1, reason: "quote_not_closed" }] });
  });
});

test.each(["!a @ann", "a!b @ann", "a#b @ann", "a[bc].js @ann", "a[] @ann", "[bc].js @ann", "[] @ann", "a\\"])(
  "a path that is not supported is left out: %s",
  (line) => {
    expect(convert(line)).toEqual({ rules: [], text: "", skipped: [{ line: 1, reason: "unsupported_path" }] });
  },
);

test.each(["a[b.js", "a]b.js", "a]b[c", "a.{js,ts}"])("a path that only looks so is kept: %s", (path) => {
  expect(convert(`${path} @ann`).text).toBe(`codeowners:${path} ann@x.com`);
});

describe("a code mapping moves anchored paths", () => {
  test.each<[string, string, string, string]>([
    ["src/", "", "/src/a.py", "/a.py"],
    ["src/", "", "/src/web/a.py", "web/a.py"],
    ["src/", "app/", "/src/web/", "app/web/"],
    ["src/", "app/", "src/web/*.py", "app/web/*.py"],
    ["/src/", "app/", "/src/web", "app/web"],
    ["src/", "app/", "/src/", "app/**"],
    ["src/", "app/", "/src", "app/**"],
    ["src/", "", "/src/", "/**"],
    ["src/", "app/", "src/", "src/"],
    ["", "", "/docs/", "/docs/"],
    ["", "", "docs/api", "docs/api"],
    ["", "/usr/src/app/", "/docs/", "/usr/src/app/docs/"],
    ["", "/usr/src/app", "/docs/", "/usr/src/app/docs/"],
    ["docs", "webpack://docs", "docs/*", "webpack://docs/*"],
    ["", "app:///", "/src/a.js", "app:///src/a.js"],
    ["", "D:\\build\\", "/src/a.cs", "D:/build/src/a.cs"],
    ["", "app/", "**/logs/a", "**/logs/a"],
    ["", "app/", "*.py", "*.py"],
    ["", "app/", "logs/", "logs/"],
    ["", "app/", "/*", "app/*"],
    ["src/", "app/", "/lib/src/a", "/lib/src/a"],
    ["src", "app", "/srcs/a", "/srcs/a"],
    ["src/", "app/", "/lib//a", "/lib/a"],
  ])("source %j, stack %j: %s becomes %s", (sourceRoot, stackRoot, path, expected) => {
    expect(convert(`${path} @ann`, { sourceRoot, stackRoot }).rules[0]?.matcher.pattern).toBe(expected);
  });

  test.each<[string, string, string, string]>([
    ["src/", "", "/src/a.py", "a.py"],
    ["", "/usr/src/app/", "/docs/", "/usr/src/app/docs/a.md"],
    ["", "app:///", "/src/", "app:///src/a.js"],
    ["", "D:\\build", "/src/", "D:\\build\\src\\a.cs"],
    ["docs", "webpack://docs", "docs/*", "webpack://docs/a.js"],
  ])("source %j, stack %j: %s owns %s", (sourceRoot, stackRoot, path, absPath) => {
    const { rules } = convert(`${path} @ann`, { sourceRoot, stackRoot });
    expect(matchingRules(compileRules(rules), anEvent([{ absPath }]))).toHaveLength(1);
    expect(matchingRules(compileRules(rules), anEvent([{ absPath: `elsewhere/${absPath}` }]))).toHaveLength(0);
  });
});

test("the source root itself owns everything in stack traces without a root", () => {
  const { rules } = convert("/src/ @ann", { sourceRoot: "src/", stackRoot: "" });
  expect(matchingRules(compileRules(rules), anEvent([{ filename: "deep/a.py" }]))).toHaveLength(1);
});

test("an anchored path owns below the stack root exactly what it owned below the source root", () => {
  const name = fc.constantFrom("a", "b", "src");
  const names = fc.array(name, { minLength: 1, maxLength: 3 }).map((it) => it.join("/"));
  const pattern = fc.tuple(fc.array(fc.oneof(name, fc.constantFrom("*", "**")), { minLength: 1, maxLength: 3 }), fc.constantFrom("", "/"));
  const owns = (line: string, mapping: CodeMapping, filename: string) =>
    matchingRules(compileRules(convert(line, mapping).rules), anEvent([{ filename }])).length;
  fc.assert(
    fc.property(pattern, names, fc.constantFrom("", "app/", "/usr/src/", "app:///"), ([segments, end], file, stackRoot) => {
      const below = segments.join("/") + end;
      expect(owns(`/src/${below} @ann`, { sourceRoot: "src/", stackRoot }, `${stackRoot}${file}`)).toBe(
        owns(`/src/${below} @ann`, NO_ROOTS, `src/${file}`),
      );
    }),
    { numRuns: 1000 },
  );
});

test("the limit is the longest file accepted", () => {
  const raw = `# ${"a".repeat(MAX_CODEOWNERS - 2)}`;
  expect(convert(raw).text).toBe(raw);
  expect(() => convert(`${raw}a`)).toThrow(Invalid);
  expect(() => convert(`${raw}a`)).toThrow(
    expect.objectContaining({ fields: { raw: ["Raw needs to be <= 3000000 characters in length"] } }),
  );
});

test("hostile lines are read in one pass", () => {
  const long = MAX_CODEOWNERS - 10;
  expect(convert(`${"[".repeat(long)} @ann`).rules).toHaveLength(1);
  expect(convert(`${"/".repeat(long)}a @ann`).rules).toHaveLength(1);
  expect(convert(`a${" ".repeat(long)}@ann`).rules).toHaveLength(1);
  expect(convert(`a${"\\ ".repeat(long / 2)}`).skipped).toHaveLength(1);
});
