import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, explain, strongestFirst } from "../../../core/ownership/evaluate.ts";
import { compileRules } from "../../../core/ownership/match.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import type { RuleOwner } from "../../../core/ownership/rule.ts";
import { anEvent, aRequest } from "./event.ts";

const event = anEvent([{ filename: "src/a.py" }], { request: aRequest("https://x.io/api/1") });
const project = (ownership: string[], codeowners: string[] = []) => ({
  ownership: compileRules(parseRules(ownership.join("\n"))),
  codeowners: compileRules(parseRules(codeowners.join("\n"), { codeowners: true })),
});
const known = async ({ identifier }: RuleOwner) => (identifier.startsWith("gone") ? null : { name: identifier });
const matching = (rules: ReturnType<typeof project>) => strongestFirst(rules, event);
const owners = async (...rules: Parameters<typeof project>) =>
  (await evaluate(matching(project(...rules)), known)).map((it) => [it.source, ...it.owners.map(({ name }) => name)]);

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
    ["an imported line without an owner says that nobody is", [], ["codeowners:/src/ a", "codeowners:/src/a.py"], []],
    ["so does one whose owners nobody knows", [], ["codeowners:/src/ a", "codeowners:/src/a.py gone"], []],
    ["what a stronger one gives stays", [], ["codeowners:* a", "codeowners:/src/", "codeowners:*.py b"], [["codeowners", "b"]]],
    ["and so does what the project's own rules give", ["path:* a"], ["codeowners:* b", "codeowners:*.py"], [["ownership_rule", "a"]]],
    [
      "a rule without known owners makes room for the next",
      ["path:* a", "path:* b", "path:* gone", "path:* #gone-too"],
      ["codeowners:* c"],
      [
        ["ownership_rule", "b"],
        ["ownership_rule", "a"],
      ],
    ],
  ])("%s", async (_, ownership, codeowners, expected) => {
    expect(await owners(ownership, codeowners)).toEqual(expected);
  });

  test("the limit may be another", async () => {
    const rules = matching(project(["path:* a", "path:* b", "path:* c"]));
    for (const limit of [1, 3]) expect(await evaluate(rules, known, limit)).toHaveLength(limit);
  });
});

describe("explain", () => {
  test("says of every rule that matches what became of it, and of what it matched", async () => {
    const rules = project(["path:* a", "path:*.py b", "path:*.js x", "url:*api* gone"], ["codeowners:/src/ c gone-too"]);
    expect(
      (await explain(matching(rules), known, 1)).map((it) => [it.rule.matcher.type, it.source, it.outcome, it.value, it.unknown]),
    ).toEqual([
      ["url", "ownership_rule", "no_known_owner", "https://x.io/api/1", [{ type: "user", identifier: "gone" }]],
      ["path", "ownership_rule", "kept", "src/a.py", []],
      ["path", "ownership_rule", "outranked", "src/a.py", []],
      ["codeowners", "codeowners", "outranked", "src/a.py", [{ type: "user", identifier: "gone-too" }]],
    ]);
  });

  test("says that a line names nobody, and that what is weaker does not count", async () => {
    const rules = project([], ["codeowners:/src/ a", "codeowners:/src/a.py"]);
    expect((await explain(matching(rules), known)).map((it) => it.outcome)).toEqual(["no_owner", "outranked"]);
  });

  test("keeps the first rules with an owner, whatever the rules are", async () => {
    const line = (type: string) => fc.constantFrom("a", "gone", "b gone", "#c").map((them) => `${type} ${them}`);
    const lines = (...types: string[]) => fc.array(fc.oneof(...types.map(line)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        lines("path:*.py", "path:*.js", "url:*"),
        lines("codeowners:/src/", "codeowners:/lib/"),
        fc.nat(3),
        async (ownership, codeowners, limit) => {
          const outcomes = await explain(matching(project(ownership, codeowners)), known, limit);
          const expected = (them: string[]) => them.filter((it) => !/\.js|lib/.test(it)).reverse();
          const isUnknown = (it: string) => it.endsWith(" gone") && !it.includes("b gone");
          const imported = expected(codeowners);
          const end = imported.findIndex(isUnknown);
          const counted = [...expected(ownership), ...(end < 0 ? imported : imported.slice(0, end))];
          expect(outcomes).toHaveLength(expected(ownership).length + expected(codeowners).length);
          const withOwner = counted.filter((it) => !isUnknown(it));
          const kept = outcomes.filter((it) => it.outcome === "kept");
          expect(kept.map((it) => it.owners[0]?.name)).toEqual(withOwner.slice(0, limit).map((it) => it.split(/[ #]+/)[1]));
        },
      ),
    );
  });
});
