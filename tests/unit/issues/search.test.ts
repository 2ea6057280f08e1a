import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import type { Assignee } from "../../../core/issues/group.ts";
import { parseSearch } from "../../../core/issues/search.ts";
import type { SuggestedOwner } from "../../../core/issues/suggested-owners.ts";
import { aGroup, aMember } from "../../support/fakes.ts";

const NOW = Date.parse("2026-06-15T12:00:00Z");
const people = {
  userId: 7,
  members: [aMember(7, "ada"), aMember(8, "bob")],
  teams: [{ id: 31, slug: "core", name: "Core", createdAt: 0, members: [7], projects: [21] }],
};
const issues = [
  aGroup(1, { title: "TypeError: no such field", culprit: "checkout", level: "error" }, { substatus: "new" }),
  aGroup(
    2,
    { title: "Timeout", level: "warning", firstRelease: "shop@1.0" },
    { status: "resolved", substatus: null, assignee: { type: "user", id: 7 } },
  ),
  aGroup(3, { title: "Disk full", count: 10 }, { status: "ignored", substatus: "archived_forever", assignee: { type: "team", id: 31 } }),
  aGroup(4, { title: "Disk slow", firstSeen: NOW - 5 * 60_000 }, { substatus: "regressed", assignee: { type: "user", id: 8 } }),
];
const tagsOf = (...tags: [string, string[]][]) => new Map(tags.map(([key, values]) => [key, new Set(values)]));
const tags = new Map([
  [
    1,
    tagsOf(
      ["level", ["error"]],
      ["error.value", ["no such field"]],
      ["browser", ["Firefox 128", "Chrome 126"]],
      ["user.id", ["42", "43"]],
      ["handled", ["no"]],
    ),
  ],
  [2, tagsOf(["level", ["warning", "error"]], ["release", ["shop@1.0", "shop@1.1"]], ["environment", ["prod"]])],
  [3, tagsOf(["release", ["shop@2.0"]], ["os.name", ["Windows"]], ["a:b", ["c*d"]])],
]);
const tagged = issues.map((it) => ({ ...it, tags: tags.get(it.group.id) ?? new Map(), linked: it.group.id === 3 }));
const latest = new Map([[21, "shop@1.0"]]);
const search = (query: string) => tagged.filter(parseSearch(query, people, NOW, latest).matches).map(({ group }) => group.id);

test("assigned_or_suggested takes an issue nobody has for theirs whom rules suggest, and asks for them", () => {
  const rule = (owner: Assignee): SuggestedOwner => ({ source: "ownership_rule", rule: "path:*", owner });
  const [one, two, three, four] = issues.map((it) => ({ ...it, owners: [rule({ type: "user", id: 8 }), rule({ type: "team", id: 31 })] }));
  const found = (query: string) => [one!, two!, three!, four!].filter(parseSearch(query, people, NOW).matches).map(({ group }) => group.id);
  expect(found("assigned_or_suggested:bob")).toEqual([1, 4]);
  expect(found("assigned_or_suggested:#core")).toEqual([1, 3]);
  expect(found("assigned_or_suggested:my_teams")).toEqual([1, 3]);
  expect(found("assigned_or_suggested:me")).toEqual([2]);
  expect(found("!assigned_or_suggested:none")).toEqual([1, 2, 3, 4]);
  expect(found("assigned:none")).toEqual([1]);
  expect(parseSearch("is:unresolved !assigned_or_suggested:me", people, NOW).needs?.owners).toBe(true);
  expect(parseSearch("is:unresolved assigned:me", people, NOW).needs?.owners).toBe(false);
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
    ["is:new", [1]],
    ["is:ongoing", []],
    ["is:escalating", []],
    ['!is:"regressed" is:unresolved', [1]],
    ["is:linked", [3]],
    ["is:unlinked", [1, 2, 4]],
    ["!is:linked is:unresolved", [1, 4]],
    ["release:latest", [2]],
    ["!release:latest", [1, 3, 4]],
    ["release:[latest, shop@2.0]", [2, 3]],
    ["release:[latest]", [2]],
    ["first-release:latest", [2]],
    ["!firstRelease:latest", [1, 3, 4]],
    ["level:latest", []],
    ['error.value:"no such field"', [1]],
    ["error.value:*SUCH*", [1]],
    ["!error.value:*such*", [2, 3, 4]],
    ["has:error.value", [1]],
    ["has:assigned", [2, 3, 4]],
    ["!has:assigned_to", [1]],
    ["has:first-release", [2]],
    ["has:error.handled", [1]],
    ["has:lastSeen", [1, 2, 3, 4]],
    ["!has:message", []],
    ['has:"os.name"', [3]],
    ["message:dis*low", [4]],
    ['message:"o such f"', [1]],
    ["message:is\\*", []],
    ["constructor:x", []],
    ["assigned:me", [2]],
    ["assigned:bob@example.com", [4]],
    ["assigned:BOB", [4]],
    ["assigned:#core", [3]],
    ["assigned:#nobodys", []],
    ["assigned:stranger@example.com", []],
    ["assigned:none", [1]],
    ["!assigned:none", [2, 3, 4]],
    ["disk", [3, 4]],
    ["DISK is:unresolved", [4]],
    ['"no such"', [1]],
    ["no such", [1]],
    ['"such no"', []],
    ["checkout", [1]],
    ["web-3", [3]],
    ["!disk is:unresolved", [1]],
    ["  is:unresolved   disk  ", [4]],
    ["level:warning", [2]],
    ["level:error", [1, 2]],
    ['browser:"Firefox 128"', [1]],
    ["browser:firefox", []],
    ["browser:FIREFOX*", [1]],
    ["browser:*126", [1]],
    ["browser:*f*x*8", [1]],
    ["!browser:*", [2, 3, 4]],
    ["release:[shop@1.0, shop@2.0]", [2, 3]],
    ['release:["shop@1.1", nothing]', [2]],
    ["release:shop@1.* !environment:prod", []],
    ['environment:""', [1, 3, 4]],
    ["has:release", [2, 3]],
    ["!has:release", [1, 4]],
    ["tags[a:b]:c\\*d", [3]],
    ["tags[a:b]:c*", [3]],
    ["os.name:Windows", [3]],
    ["user.id:42", [1]],
    ["!user.id:42", [2, 3, 4]],
    ["user.id:42 browser:Chrome*", [1]],
    ["error.unhandled:true", [1]],
    ["error.handled:0", [1]],
    ["error.handled:true", []],
    ["timesSeen:>5", [3]],
    ["timesSeen:<=5", [1, 2, 4]],
    ["times_seen:10", [3]],
    ["age:-24h", [4]],
    ["age:+2w", [1, 2, 3]],
    ["firstSeen:2026-06-15", [4]],
    ["firstSeen:>2026-06-15", []],
    ["firstSeen:>=2026-06-15T10:00:00", [4]],
    ["firstSeen:2026-06-15T11:55:00Z", [4]],
    ["issue:web-3", [3]],
    ["assigned:[me, bob]", [2, 4]],
    ["assigned:[none, #core]", [1, 3]],
    ["first-release:shop@1*", [2]],
    ["message:TIMEOUT", [2]],
    ["TypeError:", [1]],
    ["https://shop.test/x", []],
  ])("%s", (query, expected) => {
    expect(search(query)).toEqual(expected);
  });

  test.each([
    ["is:sleeping", /is:sleeping.*linked, unlinked/],
    ["is:constructor", /is:constructor is not known/],
    ["is:for_review", /is:for_review/],
    ["has:geo.city", /"geo.city"/],
    ["title:x", /"title".*message/],
    ["device.class:high", /device\.class/],
    ["geo.city:Vienna", /"geo.city".*user\.email.*tags\[geo\.city\]/],
    ["is:unresolved !stack.filename:x", /"stack.filename"/],
    ["timesSeen:many", /timesSeen/],
    ["age:yesterday", /age takes -24h/],
    ["error.handled:maybe", /true or false/],
    [`is:unresolved ${Array.from({ length: 11 }, (_, n) => `tag${n}:x`).join(" ")}`, /10 tags/],
    ["x".repeat(4097), /4096/],
  ])("%s is refused by name", (query, message) => {
    expect(() => search(query)).toThrow(Invalid);
    expect(() => search(query)).toThrow(message);
  });

  test("a term and its negation split the issues; terms together are in each alone", () => {
    const term = fc.constantFrom(
      "is:unresolved",
      "is:assigned",
      "assigned:me",
      "level:error",
      "browser:Firef*",
      "has:release",
      "disk",
      '"no such"',
      "assigned:#core",
    );
    fc.assert(
      fc.property(term, term, (one, two) => {
        const all = [...search(one), ...search(`!${one}`)].sort((a, b) => a - b);
        expect(all).toEqual([1, 2, 3, 4]);
        expect(search(`${one} ${two}`)).toEqual(search(one).filter((id) => search(two).includes(id)));
      }),
    );
  });

  test("only the first ! negates, however many there are", () => {
    expect(search(`!${"!".repeat(4_095)}`)).toEqual([1, 2, 3, 4]);
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
