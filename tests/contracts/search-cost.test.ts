import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GroupState } from "../../core/issues/group.ts";
import type { Directory } from "../../core/issues/representation.ts";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { BatchWriteCommand } from "../../functions/adapters/dynamo/commands.ts";
import { groupItem, stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { searchIndex } from "../../functions/adapters/dynamo/search-index.ts";
import { issuesShown } from "../../functions/issues/issues-shown.ts";
import { recordCalls } from "../support/calls.ts";
import { aGroup, aMember, ORGANIZATION } from "../support/fakes.ts";
import { linkByHand } from "../support/linked-by-hand.ts";
import { sized } from "../support/size.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** Requests to the table for one page of a project's issues: a few match, and they are the oldest of all. */
const ISSUES = sized(1_200, 10_000);
const RARE = 30;
const PROJECT = 21;
const DAY = 86_400_000;
const EVENT = "0123456789abcdef0123456789abcdef";
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  const rare: Partial<GroupState> = { status: "resolved", substatus: null, assignee: { type: "user", id: 7 } };
  const made = Array.from({ length: ISSUES }, (_, n) =>
    aGroup(n + 1, { title: n < RARE ? "Rare trouble" : "Error: boom", lastSeen: DAY + n * 60_000, count: n }, n < RARE ? rare : {}),
  );
  const items = made.flatMap(({ group, state }) => [groupItem(group), stateItem(group, state)]);
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName()]: puts } }));
  }
  for (let n = 0; n < RARE; n++) {
    const tags: [string, string][] = [
      ["release", "shop@1.0.0"],
      ["environment", "staging"],
      ["level", "fatal"],
      ["user.id", "42"],
      ["browser", "Firefox 128"],
    ];
    tags.push(["error.value", `No card for ${n}`]);
    await searchIndex.saw({ organizationId: ORGANIZATION.id, projectId: PROJECT, groupId: n + 1 }, tags, DAY);
    await linkByHand({ organizationId: ORGANIZATION.id, projectId: PROJECT, groupId: n + 1, integrationId: 41, ticketId: `${n}` });
  }
  const release = { organizationId: ORGANIZATION.id, projectId: PROJECT, version: "shop@1.0.0", createdAt: 1, releasedAt: null };
  await table.put({ ...keys.newestRelease(ORGANIZATION.id, PROJECT), ...release });
  await table.put({ ...keys.eventId(ORGANIZATION.id, PROJECT, EVENT), groupId: 1, timestamp: 1 });
  for (const n of [1, 2]) await table.put({ ...keys.shortId(ORGANIZATION.id, `WEB-${n}`), groupId: n });
}, 120_000);
afterAll(() => table.stop());

const directory: Directory = {
  ...{ userId: 7, organization: ORGANIZATION, publicUrl: "https://lockstep.test" },
  ...{ projects: [{ id: PROJECT, slug: "web", name: "Web" } as Directory["projects"][number]], members: [aMember(7, "ada")], teams: [] },
};
async function ask(query: string, { cursor, limit = 25 }: { cursor?: string | undefined; limit?: number } = {}) {
  const { calls, stop } = recordCalls();
  const asked = { projectIds: [PROJECT], directory, query: new URLSearchParams({ query }), page: { limit, cursor } };
  const { body, next, lookedBackTo } = await issuesShown(asked).finally(stop);
  return { titles: body.map((it) => it.title), ids: body.map((it) => it.id), next, lookedBackTo, requests: calls.length };
}

describe(`a page of ${ISSUES} issues`, () => {
  test("costs three requests without a search", async () => {
    const { titles, requests, next } = await ask("");
    expect(titles).toHaveLength(25);
    expect(next).not.toBeNull();
    expect(requests).toBe(3);
  });

  test.each([
    "is:resolved",
    "is:archived",
    "is:unresolved",
    "assigned:me",
    "assigned:none",
    "is:unassigned",
    "release:shop@1.0.0",
    "environment:staging",
    "level:fatal",
    "user.id:42",
    'browser:"Firefox 128"',
    'tags[browser]:"Firefox 128"',
    "browser:Chrome",
  ])("costs three requests at most for %s, and the next page too", async (query) => {
    const { titles, requests, next } = await ask(query);
    expect(requests).toBeLessThanOrEqual(3);
    const isRare = !/unresolved|none|unassigned|archived|Chrome/.test(query);
    if (isRare) expect(titles).toEqual(Array(25).fill("Rare trouble"));
    if (next === null) return;
    const second = await ask(query, { cursor: next });
    expect(second.requests).toBeLessThanOrEqual(3);
    if (isRare) expect(second.titles).toEqual(Array(RARE - 25).fill("Rare trouble"));
  });

  test("costs one more for the newest release, whichever that is", async () => {
    const { titles, requests } = await ask("release:latest");
    expect(titles).toEqual(Array(25).fill("Rare trouble"));
    expect(requests).toBeLessThanOrEqual(4);
  });

  test.each([
    ["issue:web-1", ["1"]],
    ["is:resolved issue:[WEB-1, WEB-2, NONE-3] !level:debug", ["1", "2"]],
    ["issue:WEB-1 is:unresolved", []],
    [EVENT.toUpperCase(), ["1"]],
  ])("of what %s names itself costs six at most, wherever that stands", async (query, ids) => {
    const found = await ask(query);
    expect(found.ids.sort()).toEqual(ids);
    expect([found.next, found.lookedBackTo]).toEqual([null, null]);
    expect(found.requests).toBeLessThanOrEqual(6);
  });

  test.each([
    ...[
      "is:linked",
      "!is:unlinked",
      "error.value:*CARD*",
      "has:error.value",
      "first-release:latest !is:unlinked",
      "!release:latest is:linked",
    ],
    ...["rare", "timesSeen:<30", "has:browser", "browser:fire*", "!browser:x rare", "is:assigned", "lastSeen:<1970-01-01 rare"],
  ])("that is filtered for %s takes ten requests at most, says how far back it looked, and pages find all", async (query) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(query, { cursor });
      // One more for what the user who looks has to do with the issues.
      expect(page.requests).toBeLessThanOrEqual(11);
      expect(page.lookedBackTo !== null).toBe(page.next !== null && page.ids.length < 25);
      found.push(...page.ids);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(found.length).toBe(/lastSeen|latest/.test(query) ? 0 : RARE);
    expect(new Set(found).size).toBe(found.length);
  });

  test("that an index narrows is filtered within it", async () => {
    const { titles, requests } = await ask("is:resolved environment:staging rare browser:fire* !level:error");
    expect(titles).toHaveLength(25);
    expect(requests).toBeLessThanOrEqual(5);
    expect((await ask("environment:staging is:unresolved")).titles).toEqual([]);
  });
});
