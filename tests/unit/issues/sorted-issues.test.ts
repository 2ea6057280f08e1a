import { expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { requestedSort, type Sort, sortedIssues } from "../../../core/issues/sorted-issues.ts";
import { fakeGroupOwners } from "../../support/fake-group-owners.ts";
import { aGroup, fakeGroups } from "../../support/fakes.ts";

const groups = fakeGroups([
  aGroup(1, { count: 5, firstSeen: 10, lastSeen: 30 }),
  aGroup(2, { count: 9, firstSeen: 20, lastSeen: 20 }),
  aGroup(3, { count: 5, firstSeen: 30, lastSeen: 10 }),
]);
const list = (sort: Sort, limit = 10, cursor?: string) =>
  sortedIssues(
    { groups: groups.port, groupOwners: fakeGroupOwners() },
    { organizationId: 11, projectIds: [21], page: { limit, cursor }, matches: () => true, sort },
  );

test.each<[Sort, number[]]>([
  ["date", [1, 2, 3]],
  ["new", [3, 2, 1]],
  ["freq", [2, 3, 1]],
])("by %s, whole and page by page", async (sort, expected) => {
  expect((await list(sort)).items.map((it) => it.group.id)).toEqual(expected);
  const first = await list(sort, 2);
  const second = await list(sort, 2, first.next ?? "");
  expect([...first.items, ...second.items].map((it) => it.group.id)).toEqual(expected);
  expect(second.next).toBeNull();
});

test("an order or a cursor that is not ours is refused", async () => {
  expect(requestedSort(null)).toBe("date");
  for (const text of ["trends", "constructor"]) expect(() => requestedSort(text)).toThrow(Invalid);
  await expect(list("new", 2, "30:1")).rejects.toThrow(Invalid);
});
