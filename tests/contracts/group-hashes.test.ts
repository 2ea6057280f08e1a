import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { NewGroup } from "../../core/events/event.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { armed } from "../support/armed.ts";
import { lookUp } from "../support/arriving.ts";
import { recordCalls } from "../support/calls.ts";
import { RECEIVED_AT } from "../support/sdk-events.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const ORGANIZATION = 11;
let table: TableForTests;
let project = 100;
let nextId = 1_000;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());
beforeEach(() => table.put({ ...keys.project(ORGANIZATION, ++project), id: project, slug: `web${project}` }));

const aGroup = (hashes: string[]): NewGroup => ({
  ...{ id: nextId++, organizationId: ORGANIZATION, projectId: project, hashes, title: "t", culprit: "c", level: "error", type: "error" },
  ...{ metadata: {}, logger: null, unhandled: false, platform: "node", firstSeen: RECEIVED_AT, lastSeen: RECEIVED_AT, release: null },
});
const created = async (...hashes: string[]) => (await events.createGroup(aGroup(hashes))).groupId;
const known = (...hashes: string[]) => lookUp(events, ORGANIZATION, project, hashes);
const add = (groupId: number, hash: string, ...missing: string[]) => events.addHashes(ORGANIZATION, project, { groupId, hash, missing });

describe("a group is found", () => {
  test("by either key, with those that are not known yet", async () => {
    const groupId = await created("app", "all");
    expect(await known("app", "all")).toEqual({ groupId, hash: "app", missing: [] });
    expect(await known("new", "all")).toEqual({ groupId, hash: "all", missing: ["new"] });
    expect(await known("new", "other")).toBeNull();
  });

  test("where the database puts off all but the first key of a request, and among more keys than one request takes", async () => {
    const groupId = await created("app", "all");
    const many = Array.from({ length: 150 }, (_, n) => `unknown${n}`);
    expect(await known(...many, "app")).toMatchObject({ groupId, hash: "app" });
    armed("put off", (next, { commandName }) => async (args) => {
      if (commandName !== "BatchGetItemCommand") return next(args);
      const { RequestItems } = (args as { input: { RequestItems: Record<string, { Keys: object[] }> } }).input;
      const [[name, { Keys }]] = Object.entries(RequestItems) as [[string, { Keys: object[] }]];
      const input = { RequestItems: { [name]: { Keys: Keys.slice(0, 1), ConsistentRead: true } } };
      const answer = (await next({ ...args, input })) as { output: object };
      return { ...answer, output: { ...answer.output, UnprocessedKeys: Keys.length > 1 ? { [name]: { Keys: Keys.slice(1) } } : {} } };
    });
    expect(await known("one", "two", "app")).toEqual({ groupId, hash: "app", missing: ["one", "two"] });
  });

  test("not while the database is busy, which passes", async () => {
    armed("busy", () => async () => {
      throw Object.assign(new Error("busy"), { name: "ThrottlingException" });
    });
    await expect(known("app")).rejects.toMatchObject({ status: 503 });
  });

  test("by the key that counts most where they lead to two", async () => {
    const [first, second] = [await created("a"), await created("b")];
    expect((await known("b", "a"))?.groupId).toBe(second);
    expect((await known("a", "b"))?.groupId).toBe(first);
  });

  test("in one request", async () => {
    await created("app", "all");
    const { calls, stop } = recordCalls();
    await known("app", "all");
    stop();
    expect(calls.map((it) => it.command)).toEqual(["BatchGetItemCommand"]);
  });

  test("by whoever made it first, when several come at once with one key in common", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => events.createGroup(aGroup([`app${n}`, "all"]))));
    expect(new Set(results.map((it) => it.groupId)).size).toBe(1);
    expect(results.filter((it) => it.created)).toHaveLength(1);
  });
});

describe("more keys", () => {
  test("lead to the group, in its project only", async () => {
    const groupId = await created("app");
    await add(groupId, "app", "all");
    expect(await known("all")).toEqual({ groupId, hash: "all", missing: [] });
    expect(await lookUp(events, ORGANIZATION, project + 1, ["all"])).toBeNull();
    expect(await lookUp(events, ORGANIZATION + 1, project, ["all"])).toBeNull();
  });

  test("that lead elsewhere already stay as they are", async () => {
    const [first, second] = [await created("a"), await created("b")];
    await add(first, "a", "b");
    expect((await known("b"))?.groupId).toBe(second);
  });

  test("are twenty at most, and then no event asks for more", async () => {
    const groupId = await created("app");
    for (let n = 1; n < 20; n++) await add(groupId, "app", `all${n}`);
    expect(await known("app", "more")).toMatchObject({ missing: ["more"] });
    await add(groupId, "app", "more");
    expect(await known("app", "more")).toEqual({ groupId, hash: "app", missing: [] });
    expect(await known("more")).toBeNull();
    expect(await queryAll(keys.hash(ORGANIZATION, project, "").pk, "HASH#")).toHaveLength(20);
  });

  test("are not kept for a group that is gone", async () => {
    await add(9_999_999, "app", "all");
    expect(await known("app", "all")).toBeNull();
  });
});
