import { describe, expect, test } from "vitest";
import { parseSearch } from "../../../core/issues/search.ts";
import { aGroup, aMember } from "../../support/fakes.ts";

const NOW = Date.parse("2026-06-15T12:00:00Z");
const people = { userId: 7, members: [aMember(7, "ada"), aMember(8, "bob")], teams: [] };
const issues = [
  aGroup(1, { title: "TypeError: no such field" }),
  aGroup(2, { title: "Timeout" }, { status: "resolved", substatus: null }),
  aGroup(3, { title: "Disk full" }),
];
const latest = new Map([[21, "shop@1.0"]]);
const releasesOf = new Map([
  [2, ["shop@1.0", "shop@1.1"]],
  [3, ["shop@2.0"]],
]);
const released = (...versions: string[]) => new Map([["release", new Set(versions)]]);
const tagged = issues.map((it) => ({ ...it, tags: released(...(releasesOf.get(it.group.id) ?? [])), linked: false }));

describe("where what matches is found", () => {
  test.each([
    ["is:unresolved", { by: "status", status: "unresolved" }],
    ["is:regressed disk", { by: "status", status: "unresolved" }],
    ["is:unresolved assigned:me", { by: "owner", owner: { type: "user", id: 7 } }],
    ["is:unresolved is:unassigned", { by: "owner", owner: null }],
    ["is:unresolved environment:prod", { by: "tag", key: "environment", value: "prod" }],
    ["environment:prod release:1.0 level:error", { by: "tag", key: "release", value: "1.0" }],
    ["release:1.0 user.id:42", { by: "tag", key: "user.id", value: "42" }],
    ["disk", undefined],
    ["release:latest", { by: "tag", key: "release", value: "shop@1.0" }],
    ["release:[latest, x]", undefined],
    ["error.value:x is:linked is:assigned has:release", undefined],
    ["constructor:x release:y", { by: "tag", key: "release", value: "y" }],
    ["!is:resolved !environment:prod release:1.* browser:[a, b] assigned:[me, bob]", undefined],
    ['environment:""', undefined],
  ])("%s", (query, index) => {
    expect(parseSearch(query, people, NOW, latest).index).toEqual(index);
  });

  test("each project has its own newest release; where these differ, and where there is none, they are filtered by", () => {
    const elsewhere = aGroup(5, { projectId: 22 });
    const both = new Map([...latest, [22, "app@7"]]);
    const all = [...tagged, { ...elsewhere, tags: released("shop@1.0"), linked: false }];
    const found = (of: ReadonlyMap<number, string>) => {
      const { index, matches } = parseSearch("release:latest", people, NOW, of);
      return [index, all.filter(matches).map(({ group }) => group.id)];
    };
    expect(found(both)).toEqual([undefined, [2]]);
    expect(found(new Map([...latest, [22, "shop@1.0"]]))).toEqual([{ by: "tag", key: "release", value: "shop@1.0" }, [2, 5]]);
    expect(found(new Map())).toEqual([undefined, []]);
  });

  test("an index that lists more than is asked for is filtered, however that was typed", () => {
    const filters = (query: string) => parseSearch(query, people, NOW).filters;
    expect(["is:unresolved", "release:x", "is:regressed", 'is:"new"', "is:unresolved disk"].map(filters)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  test("what is listed by half is only left out for that half", () => {
    const { mayMatch, matches } = parseSearch("is:unresolved disk release:x", people, NOW);
    for (const { group, state } of issues) {
      const place = { lastSeen: group.lastSeen, groupId: group.id };
      expect(mayMatch?.({ place })).toBe(true);
      expect(mayMatch?.({ place, group })).toBe(group.title.startsWith("Disk"));
      expect(mayMatch?.({ place, state })).toBe(state.status === "unresolved");
      expect(matches({ group, state })).toBe(false);
    }
  });
});
