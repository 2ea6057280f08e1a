import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import type { Assignee } from "../../../core/issues/group.ts";
import { parseSearch } from "../../../core/issues/search.ts";
import type { SuggestedOwner } from "../../../core/issues/suggested-owners.ts";
import { aGroup, aMember } from "../../support/fakes.ts";

const people = {
  userId: 7,
  members: [aMember(7, "ada"), aMember(8, "bob")],
  teams: [{ id: 31, slug: "core", name: "Core", createdAt: 0, members: [7], projects: [21] }],
};
const issues = [
  aGroup(1, { title: "TypeError: no such field", culprit: "checkout", level: "error" }, { substatus: "new" }),
  aGroup(2, { title: "Timeout", level: "warning" }, { status: "resolved", substatus: null, assignee: { type: "user", id: 7 } }),
  aGroup(3, { title: "Disk full" }, { status: "ignored", substatus: "archived_forever", assignee: { type: "team", id: 31 } }),
  aGroup(4, { title: "Disk slow" }, { substatus: "regressed", assignee: { type: "user", id: 8 } }),
];
const search = (query: string) => issues.filter(parseSearch(query, people).matches).map(({ group }) => group.id);

test("assigned_or_suggested takes an issue nobody has for theirs whom rules suggest, and asks for them", () => {
  const rule = (owner: Assignee): SuggestedOwner => ({ source: "ownership_rule", rule: "path:*", owner });
  const [one, two, three, four] = issues.map((it) => ({ ...it, owners: [rule({ type: "user", id: 8 }), rule({ type: "team", id: 31 })] }));
  const found = (query: string) => [one!, two!, three!, four!].filter(parseSearch(query, people).matches).map(({ group }) => group.id);
  expect(found("assigned_or_suggested:bob")).toEqual([1, 4]);
  expect(found("assigned_or_suggested:#core")).toEqual([1, 3]);
  expect(found("assigned_or_suggested:my_teams")).toEqual([1, 3]);
  expect(found("assigned_or_suggested:me")).toEqual([2]);
  expect(found("!assigned_or_suggested:none")).toEqual([1, 2, 3, 4]);
  expect(found("assigned:none")).toEqual([1]);
  expect(parseSearch("is:unresolved !assigned_or_suggested:me", people).suggested).toBe(true);
  expect(parseSearch("is:unresolved assigned:me", people).suggested).toBe(false);
});

describe("searching issues", () => {
  test.each<[string, number[]]>([
    ["", [1, 2, 3, 4]],
    ["is:unresolved", [1, 4]],
    ["is:resolved", [2]],
    ["is:ignored", [3]],
    ["is:archived", [3]],
    ["is:muted", [3]],
    ["is:assigned", [2, 3, 4]],
    ["is:unassigned", [1]],
    ["is:regressed", [4]],
    ["assigned:me", [2]],
    ["assigned:bob@example.com", [4]],
    ["assigned:BOB", [4]],
    ["assigned:#core", [3]],
    ["assigned:#nobodys", []],
    ["assigned:stranger@example.com", []],
    ["assigned:none", [1]],
    ["!assigned:none", [2, 3, 4]],
    ["level:warning", [2]],
    ["disk", [3, 4]],
    ["DISK is:unresolved", [4]],
    ['"no such"', [1]],
    ["no such", [1]],
    ['"such no"', []],
    ["checkout", [1]],
    ["web-3", [3]],
    ["!disk is:unresolved", [1]],
    ["  is:unresolved   disk  ", [4]],
  ])("%s", (query, expected) => {
    expect(search(query)).toEqual(expected);
  });

  test.each([
    ["is:sleeping", /is:sleeping/],
    ["release:1.0", /"release"/],
    ["is:unresolved user.email:a", /"user.email"/],
    ["!browser:x", /"browser"/],
  ])("%s is refused by name", (query, message) => {
    expect(() => search(query)).toThrow(Invalid);
    expect(() => search(query)).toThrow(message);
  });

  test("a term and its negation split the issues; terms together are in each alone", () => {
    const term = fc.constantFrom("is:unresolved", "is:assigned", "assigned:me", "level:error", "disk", '"no such"', "assigned:#core");
    fc.assert(
      fc.property(term, term, (one, two) => {
        const all = [...search(one), ...search(`!${one}`)].sort((a, b) => a - b);
        expect(all).toEqual([1, 2, 3, 4]);
        expect(search(`${one} ${two}`)).toEqual(search(one).filter((id) => search(two).includes(id)));
      }),
    );
  });

  test("only the first ! negates, however many there are", () => {
    expect(search(`!${"!".repeat(20_000)}`)).toEqual([1, 2, 3, 4]);
    expect(search("!!disk")).toEqual([1, 2, 3, 4]);
  });

  test("whatever is typed is either understood or refused as Invalid, soon", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (query) => {
        try {
          search(query);
        } catch (error) {
          expect(error).toBeInstanceOf(Invalid);
        }
      }),
    );
  });
});
