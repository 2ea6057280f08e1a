import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { listIssues } from "../../../core/issues/list-issues.ts";
import type { Groups, GroupWithState } from "../../../core/issues/ports.ts";
import { fakeGroupOwners } from "../../support/fake-group-owners.ts";
import { aGroup, fakeGroups } from "../../support/fakes.ts";

const all = () => true;

async function pagesOf(groups: Groups, projectIds: number[], limit: number, matches: (issue: GroupWithState) => boolean = all) {
  const pages: number[][] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await listIssues(
      { groups, groupOwners: fakeGroupOwners() },
      { organizationId: 11, projectIds, page: { limit, cursor }, matches },
    );
    pages.push(items.map(({ group }) => group.id));
    cursor = next ?? undefined;
  } while (cursor);
  return pages;
}

describe("listing issues", () => {
  test("the pages of any projects together are all their issues that match, once each, newest seen first", async () => {
    const issue = fc.record({ projectId: fc.integer({ min: 1, max: 3 }), lastSeen: fc.integer({ min: 1, max: 20 }), wanted: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(issue, { maxLength: 120 }), fc.integer({ min: 1, max: 40 }), async (made, limit) => {
        const issues = made.map(({ wanted, ...over }, at) => aGroup(at + 1, { ...over, level: wanted ? "fatal" : "error" }));
        const wanted = ({ group }: GroupWithState) => group.level === "fatal";
        const expected = issues
          .filter((it) => it.group.projectId < 3 && wanted(it))
          .sort(({ group: a }, { group: b }) => b.lastSeen - a.lastSeen || b.id - a.id)
          .map(({ group }) => group.id);
        const pages = await pagesOf(fakeGroups(issues).port, [1, 2], limit, wanted);
        expect(pages.flat()).toEqual(expected);
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 50 },
    );
  });

  test("what is rare is looked for in a bounded number of pages; the rest with the cursor", async () => {
    const { port } = fakeGroups(Array.from({ length: 1000 }, (_, n) => aGroup(n + 1)));
    const [listByProject, complete] = [vi.fn(port.listByProject), vi.fn(port.complete)];
    const oldest = ({ group }: GroupWithState) => group.id === 1;
    const first = await listIssues(
      { groups: { ...port, listByProject, complete }, groupOwners: fakeGroupOwners() },
      { organizationId: 11, projectIds: [21], page: { limit: 1 }, matches: oldest },
    );
    expect(first).toEqual({ items: [], next: "992:992", lookedBackTo: 992 });
    expect(listByProject.mock.calls.length + complete.mock.calls.length).toBe(10);
    expect((await pagesOf(port, [21], 1, oldest)).flat()).toEqual([1]);
  });

  test("an issue seen anew between two pages is not repeated, and moves no other", async () => {
    const groups = fakeGroups([1, 2, 3, 4].map((id) => aGroup(id)));
    const ask = (cursor?: string) =>
      listIssues(
        { groups: groups.port, groupOwners: fakeGroupOwners() },
        { organizationId: 11, projectIds: [21], page: { limit: 2, cursor }, matches: all },
      );
    const first = await ask();
    Object.assign(groups.rows.get(3)?.group ?? {}, { lastSeen: 99 });
    const second = await ask(first.next ?? undefined);
    expect([first, second].map(({ items }) => items.map(({ group }) => group.id))).toEqual([
      [4, 3],
      [2, 1],
    ]);
    expect(second.next).toBeNull();
  });

  test.each([["x"], ["1"], ["1:"], [":1"], ["1:2:3"], ["-1:2"], ["1:99999999999999999"]])("%s is no cursor", async (cursor) => {
    const { port } = fakeGroups();
    const input = { organizationId: 11, projectIds: [21], page: { limit: 1, cursor }, matches: all };
    await expect(listIssues({ groups: port, groupOwners: fakeGroupOwners() }, input)).rejects.toBeInstanceOf(Invalid);
  });

  test("no project has no issues", async () => {
    expect(await pagesOf(fakeGroups([aGroup(1)]).port, [], 10)).toEqual([[]]);
  });
});
