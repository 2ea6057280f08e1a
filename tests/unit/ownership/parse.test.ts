import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { MAX_RAW, parseRules, RuleSyntaxError } from "../../../core/ownership/parse.ts";
import { type MatcherType, type RuleOwner, ruleText } from "../../../core/ownership/rule.ts";

const parsed = (raw: string) => parseRules(raw).map(({ matcher, owners }) => [matcher.type, matcher.pattern, owners]);
const user = (identifier: string): RuleOwner => ({ type: "user", identifier });
const team = (identifier: string): RuleOwner => ({ type: "team", identifier });

describe("a line that is a rule", () => {
  test.each<[string, string, string, RuleOwner[]]>([
    ["path:src/* a@b.c", "path", "src/*", [user("a@b.c")]],
    ["url:*/api/* #back-end", "url", "*/api/*", [team("back-end")]],
    ["module:foo.* a@b.c #x  d@e.f", "module", "foo.*", [user("a@b.c"), team("x"), user("d@e.f")]],
    ["tags.browser:Chrome* a@b.c", "tags.browser", "Chrome*", [user("a@b.c")]],
    ["tags.user.email:*@x.com a@b.c", "tags.user.email", "*@x.com", [user("a@b.c")]],
    ["tags.my tag:x a@b.c", "tags.my tag", "x", [user("a@b.c")]],
    ["src/* a@b.c", "path", "src/*", [user("a@b.c")]],
    ["foo:bar a@b.c", "path", "foo:bar", [user("a@b.c")]],
    ["tags.py a@b.c", "path", "tags.py", [user("a@b.c")]],
    ["PATH:x a@b.c", "path", "PATH:x", [user("a@b.c")]],
    ["url:http://x/a a@b.c", "url", "http://x/a", [user("a@b.c")]],
    ["   path:x   A@B.c   ", "path", "x", [user("a@b.c")]],
    ['path:"with some blanks" a@b.c', "path", "with some blanks", [user("a@b.c")]],
    ['"no type.py" a@b.c', "path", "no type.py", [user("a@b.c")]],
    ['path:"a \\"b\\" \\\\ c" a@b.c', "path", 'a "b" \\ c', [user("a@b.c")]],
    ['path:"C:\\app\\*" a@b.c', "path", "C:\\app\\*", [user("a@b.c")]],
    ["path:a#b someone", "path", "a#b", [user("someone")]],
  ])("%s", (line, type, pattern, owners) => {
    expect(parsed(line)).toEqual([[type, pattern, owners]]);
  });
});

test.each(["", "\n\n", "   ", "# path:x a@b.c", "  # indented", "#"])("%j has no rules", (raw) => {
  expect(parseRules(raw)).toEqual([]);
});

test.each(["\n", "\r", "\r\n"])("lines end with %j, and their order is kept", (end) => {
  expect(parsed(["path:a x", "", "# note", "path:b y"].join(end))).toEqual([
    ["path", "a", [user("x")]],
    ["path", "b", [user("y")]],
  ]);
});

describe("a line that is no rule is refused with its place", () => {
  test.each<[string, number, number, RegExp]>([
    ["path:x", 1, 7, /an owner must follow/],
    ["path:x   ", 1, 10, /an owner must follow/],
    ["path: a@b.c", 1, 6, /a pattern must follow/],
    ["tags.a:", 1, 8, /a pattern must follow/],
    ["path:x\ta@b.c", 1, 7, /only spaces/],
    ["path:x a@b.c\td@e.f", 1, 13, /only spaces/],
    ["path:x \ta@b.c", 1, 8, /cannot start/],
    ["path:x #", 1, 9, /slug must follow/],
    ["path:x a@b.c # note", 1, 15, /slug must follow/],
    ['path:"x y a@b.c', 1, 6, /closed/],
    ['path:"x y"a@b.c', 1, 6, /closed/],
    ['path:"" a@b.c', 1, 6, /closed/],
    ["path:x a@b.c\r\n\r\n  url:y", 3, 8, /an owner must follow/],
    ["path:x a@b.c\n  codeowners:/y d@e.f", 2, 3, /imported/],
  ])("%j", (raw, line, column, problem) => {
    const attempt = () => parseRules(raw);
    expect(attempt).toThrow(RuleSyntaxError);
    expect(attempt).toThrow(problem);
    expect(attempt).toThrow(expect.objectContaining({ line, column, status: 400 }));
    expect(attempt).toThrow(expect.objectContaining({ fields: { raw: [expect.stringContaining(`line ${line}, column ${column}`)] } }));
  });
});

test("rules of an imported file are read where they are asked for", () => {
  expect(parseRules("codeowners:/x #team", { codeowners: true })).toMatchObject([{ matcher: { type: "codeowners", pattern: "/x" } }]);
});

test("the limit is the longest text accepted", () => {
  const raw = `path:x ${"a".repeat(MAX_RAW - 7)}`;
  expect(parseRules(raw)).toHaveLength(1);
  expect(() => parseRules(`${raw}a`)).toThrow(Invalid);
  expect(() => parseRules(`${raw}a`)).toThrow("<= 100000 characters");
  expect(parseRules(`${raw}a`, { limit: MAX_RAW + 1 })).toHaveLength(1);
});

const type = fc.oneof(
  fc.constantFrom<MatcherType>("url", "path", "module", "codeowners"),
  fc.stringMatching(/^[^:\r\n]+$/).map((name): MatcherType => `tags.${name}`),
);
const owner = fc.oneof(
  fc.stringMatching(/^[^\s#]\S*$/).map((it) => user(it.toLowerCase())),
  fc.stringMatching(/^\S+$/).map(team),
);
const rules = (pattern: RegExp) =>
  fc.array(
    fc.record({
      matcher: fc.record({ type, pattern: fc.stringMatching(pattern) }),
      owners: fc.array(owner, { minLength: 1, maxLength: 3 }),
    }),
  );
const options = { codeowners: true };

test("rules whose patterns need no quotes are read back from their text", () => {
  fc.assert(
    fc.property(rules(/^[^\s"]\S*$/), (written) => {
      expect(parseRules(written.map(ruleText).join("\n"), options)).toEqual(written);
    }),
  );
});

test("any pattern of one line is read back from quotes", () => {
  const quoted = (pattern: string) => `"${pattern.replace(/["\\]/g, "\\$&")}"`;
  fc.assert(
    fc.property(rules(/^[^\r\n]+$/), (written) => {
      const texts = written.map(({ matcher, owners }) => ruleText({ matcher: { ...matcher, pattern: quoted(matcher.pattern) }, owners }));
      expect(parseRules(texts.join("\r\n"), options)).toEqual(written);
    }),
  );
});

test("any text at all is either read or refused with a place inside of it", () => {
  const piece = fc.constantFrom("path:", "tags.a:", "x", '"', "\\", " ", "#", "\t", "\n", "a@b.c", ":");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const raw = pieces.join("");
      try {
        for (const { matcher, owners } of parseRules(raw)) expect([matcher.pattern === "", owners.length]).not.toContain(true);
      } catch (error) {
        if (!(error instanceof RuleSyntaxError)) throw error;
        const line = raw.split("\n")[error.line - 1];
        expect(line).toBeDefined();
        expect(error.column).toBeLessThanOrEqual(line!.length + 1);
      }
    }),
  );
});
