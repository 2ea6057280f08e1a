import { expect, test } from "vitest";
import { compileRules } from "../../../core/ownership/match.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import { unmatchedRules } from "../../../core/ownership/unmatched.ts";
import { anEvent } from "./event.ts";

const compiled = (...lines: string[]) => compileRules(parseRules(lines.join("\n"), { codeowners: true }));
const user = { id: "Ann", username: null, name: null, email: "Ann@Corp.example", ipAddress: null, data: { plan: "Gold" } };
const event = anEvent([{ filename: "src/Cart.py" }], { tags: [["team", "Core"]], user, serverName: "Web-8" });
const why = (ownership: string[], codeowners: string[] = [], limit = 100) =>
  unmatchedRules({ ownership: compiled(...ownership), codeowners: compiled(...codeowners) }, event, limit);

test.each([
  ["path:*.js a", "differs", ["src/Cart.py"]],
  ["codeowners:/src/cart.py a", "letter_case", ["src/Cart.py"]],
  ["codeowners:/lib/ a", "differs", ["src/Cart.py"]],
  ["tags.team:core a", "letter_case", ["Core"]],
  ["tags.user.email:*@corp.example a", "letter_case", ["Ann@Corp.example"]],
  ["tags.user.plan:gold a", "letter_case", ["Gold"]],
  ["tags.user.email:*@other.example a", "differs", ["Ann@Corp.example"]],
  ["tags.server_name:web-8 a", "letter_case", ["Web-8"]],
  ["tags.other:core a", "nothing_to_compare", []],
  ["url:* a", "nothing_to_compare", []],
])("%s: %s", (line, reason, values) => expect(why([line])).toMatchObject([{ reason, values }]));

test("a rule that matches is not among them; the strongest come first, no more than are asked for", () => {
  const rules = [["path:*.js a", "path:*.py a", "path:*.rb a"], ["codeowners:*.go a"]] as const;
  const patterns = (limit?: number) => why([...rules[0]], [...rules[1]], limit).map((it) => it.rule.matcher.pattern);
  expect(patterns()).toEqual(["*.rb", "*.js", "*.go"]);
  expect(patterns(2)).toEqual(["*.rb", "*.js"]);
});
