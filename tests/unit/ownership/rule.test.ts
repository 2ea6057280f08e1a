import { expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { fromRuleSet, type Rule, ruleText, toRuleSet } from "../../../core/ownership/rule.ts";

const rule: Rule = {
  matcher: { type: "tags.user.email", pattern: "*@x.com" },
  owners: [
    { type: "team", identifier: "back-end" },
    { type: "user", identifier: "a@b.c" },
  ],
};

test("a stored set gives the same rules again", () => {
  expect(fromRuleSet(JSON.parse(JSON.stringify(toRuleSet([rule]))))).toEqual([rule]);
});

test("ids that others wrote beside the identifiers are left out", () => {
  const withIds = { ...rule, owners: rule.owners.map((owner, id) => ({ ...owner, id })) };
  expect(fromRuleSet({ $version: 1, rules: [withIds] })).toEqual([rule]);
});

test.each<[string, unknown]>([
  ["another version", { $version: 2, rules: [] }],
  ["no version", { rules: [] }],
  ["no object", null],
  ["an unknown type", { $version: 1, rules: [{ ...rule, matcher: { type: "file", pattern: "x" } }] }],
  ["a tag without a name", { $version: 1, rules: [{ ...rule, matcher: { type: "tags.", pattern: "x" } }] }],
  ["a tag's name with a colon", { $version: 1, rules: [{ ...rule, matcher: { type: "tags.a:b", pattern: "x" } }] }],
  ["an empty pattern", { $version: 1, rules: [{ ...rule, matcher: { type: "path", pattern: "" } }] }],
  ["no owner", { $version: 1, rules: [{ ...rule, owners: [] }] }],
  ["an unknown kind of owner", { $version: 1, rules: [{ ...rule, owners: [{ type: "bot", identifier: "x" }] }] }],
])("%s is refused", (_, value) => {
  expect(() => fromRuleSet(value)).toThrow(Invalid);
});

test("the text of a rule names its type, and its owners as they are written", () => {
  expect(ruleText(rule)).toBe("tags.user.email:*@x.com #back-end a@b.c");
});

test("the text of a rule does not restore quotes", () => {
  expect(ruleText({ ...rule, matcher: { type: "path", pattern: "a b" } })).toBe("path:a b #back-end a@b.c");
});
