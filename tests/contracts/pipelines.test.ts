import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pipeline, Pipelines } from "../../core/jira-server/pipeline.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { pipelines } from "../../functions/adapters/dynamo/pipelines.ts";
import { fakePipelines } from "../support/fake-pipelines.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const aPipeline = (id: string, browser: string, over: Partial<Pipeline> = {}): Pipeline => ({
  id,
  organizationId: 11,
  userId: 7,
  browser,
  site: { baseUrl: "https://jira.example.com", verifySsl: true },
  consumerKey: null,
  requestToken: null,
  account: null,
  accountKey: null,
  sealed: "sealed",
  expiresAt: 4_000_000_000,
  ...over,
});

describe.each([
  ["fake", (): Pipelines => fakePipelines().port],
  ["DynamoDB", (): Pipelines => pipelines],
])("set-ups under way (%s)", (name, make) => {
  test("are the browser's that began them, as many as it has tabs", async () => {
    const port = make();
    const [one, two, other] = [aPipeline("a", `${name}-1`), aPipeline("b", `${name}-1`), aPipeline("a", `${name}-2`)];
    for (const it of [one, two, other]) await port.put(it);
    expect((await port.list(11, `${name}-1`)).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([one, two]);
    expect(await port.find(11, `${name}-2`, "a")).toEqual(other);
    expect([await port.find(11, `${name}-2`, "b"), await port.find(12, `${name}-1`, "a"), await port.list(12, `${name}-1`)]).toEqual([
      null,
      null,
      [],
    ]);
  });

  test("change as they go on, and keep what they ended in", async () => {
    const port = make();
    const begun = aPipeline("c", `${name}-3`);
    await port.put(begun);
    await port.put({ ...begun, account: "Ada" });
    expect(await port.find(11, `${name}-3`, "c")).toMatchObject({ account: "Ada" });
    await port.put({ ...begun, sealed: "", integrationId: 41 });
    expect(await port.list(11, `${name}-3`)).toEqual([{ ...begun, sealed: "", integrationId: 41 }]);
  });
});

test("the store removes them by itself", async () => {
  await pipelines.put(aPipeline("d", "ttl"));
  expect(await queryAll(keys.pipeline(11, "ttl", "").pk)).toMatchObject([{ expiresAt: 4_000_000_000 }]);
});
