import { expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { mergeIssues } from "../../../core/issues/merge-issues.ts";
import type { Merges } from "../../../core/issues/ports.ts";
import { aGroup, fakeGroups, fakeLog } from "../../support/fakes.ts";

const issues = [aGroup(1, { count: 9 }), aGroup(2)];

/** Issues of which one gets an event and the other a change just before they are merged, so often. */
function setUp(moves: number) {
  const groups = fakeGroups(issues);
  const merge: Merges["merge"] = async ({ expected }, into, [child]) => {
    const [stays, goes] = [groups.rows.get(1)!, groups.rows.get(2)!];
    if (moves-- > 0) {
      stays.state.version++;
      goes.group.count++;
    }
    return into.id === 1 && expected === stays.state.version && child?.group.count === goes.group.count;
  };
  const ports = { groups: groups.port, merges: { merge } as Merges, log: fakeLog(), now: () => 100 };
  return () => mergeIssues(ports, { userId: 7, issues });
}

test("issues that change meanwhile are merged as they are by then", async () => {
  expect(await setUp(5)()).toEqual({ parent: 1, children: [2] });
});

test("where they never stop changing that is said, and they are not said to be merged", async () => {
  await expect(setUp(Infinity)()).rejects.toThrow(Unavailable);
});
