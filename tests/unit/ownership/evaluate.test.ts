import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, explain } from "../../../core/ownership/evaluate.ts";
import { compileRules } from "../../../core/ownership/match.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import type { RuleOwner } from "../../../core/ownership/rule.ts";
import { anEvent } from "./event.ts";

const event = anEvent([{ filename: "src/a.py" }], { request: { url: "https://x.io/api/1" } });
const project = (ownership: string[], codeowners: string[] = []) => ({
  ownership: compileRules(parseRules(ownership.join("\n"))),
  codeowners: compileRules(parseRules(codeowners.join("\n"), { codeowners: true })),
});
const known = ({ identifier }: RuleOwner) => (identifier.startsWith("gone") ? null : { name: identifier });
const owners = (...rules: Parameters<typeof project>) =>
  evaluate(project(...rules), event, known).map((it) => [it.source, ...it.owners.map(({ name }) => name)]);

describe("evaluate", () => {
  test.each<[string, string[], string[], string[][]]>([
    ["no rules", [], [], []],
    ["no rule that matches", ["path:*.js a"], ["codeowners:*.js b"], []],
    [
      "the last line wins, and the one before it comes second",
      ["path:* a", "path:*.py b"],
      [],
      [
        ["ownership_rule", "b"],
        ["ownership_rule", "a"],
      ],
    ],
    [
      "of three only the last two count",
      ["path:* a", "path:*.py b", "url:*api* c"],
      [],
      [
        ["ownership_rule", "c"],
        ["ownership_rule", "b"],
      ],
    ],
    [
      "an ownership rule comes before an imported one",
      ["path:* a"],
      ["codeowners:/src/ b"],
      [
        ["ownership_rule", "a"],
        ["codeowners", "b"],
      ],
    ],
    [
      "the last line of the imported ones wins among them",
      [],
      ["codeowners:* a", "codeowners:*.py b", "codeowners:/src/ c"],
      [
        ["codeowners", "c"],
        ["codeowners", "b"],
      ],
    ],
    ["owners stay in the order they are written", ["path:* b a #c"], [], [["ownership_rule", "b", "a", "c"]]],
    ["an unknown owner drops out", ["path:* a gone b"], [], [["ownership_rule", "a", "b"]]],
    [
      "a rule without known owners makes room for the next",
      ["path:* a", "path:* b", "path:* gone", "path:* #gone-too"],
      ["codeowners:* c"],
      [
        ["ownership_rule", "b"],
        ["ownership_rule", "a"],
      ],
    ],
  ])("%s", (_, ownership, codeowners, expected) => {
    expect(owners(ownership, codeowners)).toEqual(expected);
  });

  test("the limit may be another", () => {
    const rules = project(["path:* a", "path:* b", "path:* c"]);
    expect([1, 3].map((limit) => evaluate(rules, event, known, limit).length)).toEqual([1, 3]);
  });
});

describe("explain", () => {
  test("says of every rule that matches what became of it, and of what it matched", () => {
    const rules = project(["path:* a", "path:*.py b", "path:*.js x", "url:*api* gone"], ["codeowners:/src/ c gone-too"]);
    expect(explain(rules, event, known, 1).map((it) => [it.rule.matcher.type, it.source, it.outcome, it.value, it.unknown])).toEqual([
      ["url", "ownership_rule", "no_known_owner", "https://x.io/api/1", [{ type: "user", identifier: "gone" }]],
      ["path", "ownership_rule", "kept", "src/a.py", []],
      ["path", "ownership_rule", "outranked", "src/a.py", []],
      ["codeowners", "codeowners", "outranked", "src/a.py", [{ type: "user", identifier: "gone-too" }]],
    ]);
  });

  test("keeps the first rules with an owner, whatever the rules are", () => {
    const line = (type: string) => fc.constantFrom("a", "gone", "b gone", "#c").map((them) => `${type} ${them}`);
    const lines = (...types: string[]) => fc.array(fc.oneof(...types.map(line)), { maxLength: 6 });
    fc.assert(
      fc.property(
        lines("path:*.py", "path:*.js", "url:*"),
        lines("codeowners:/src/", "codeowners:/lib/"),
        fc.nat(3),
        (ownership, codeowners, limit) => {
          const outcomes = explain(project(ownership, codeowners), event, known, limit);
          const matching = (them: string[]) => them.filter((it) => !/\.js|lib/.test(it)).reverse();
          expect(outcomes).toHaveLength(matching(ownership).length + matching(codeowners).length);
          const withOwner = [...matching(ownership), ...matching(codeowners)].filter(
            (it) => !it.endsWith(" gone") || it.includes("b gone"),
          );
          const kept = outcomes.filter((it) => it.outcome === "kept");
          expect(kept.map((it) => it.owners[0]?.name)).toEqual(withOwner.slice(0, limit).map((it) => it.split(/[ #]+/)[1]));
        },
      ),
    );
  });
});
