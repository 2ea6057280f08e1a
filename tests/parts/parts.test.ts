import { readFileSync } from "node:fs";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { Redis } from "@upstash/redis";
import { describe, expect, inject, test } from "vitest";
import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { connect, disconnect } from "../support/dynamodb.ts";
import { DIFFERENCES } from "../support/parts/differences.ts";

const { dynamodb, redis } = inject("parts");

describe.skipIf(!dynamodb)("contracts and flows against DynamoDB Local (needs Java)", () => {
  test("it is Amazon's that answers, and to each that starts one with tables of its own", async () => {
    const [one, other] = [await startDynamoDb({}), await startDynamoDb({})];
    const [clients, others] = [connect(one.url), connect(other.url)];
    const answer = await fetch(one.url, { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" }, body: "{}" });
    expect(answer.headers.get("server")).toMatch(/Jetty/);
    expect((await clients.raw.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await others.raw.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    for (const it of [clients, others]) disconnect(it);
    for (const it of [one, other]) await it.close();
  });
});

describe.skipIf(!redis)("contracts and flows against a real Redis (needs redis-server or valkey-server)", () => {
  test("it is a program of its own that answers behind Upstash's address", async () => {
    const [one, other] = [await startRedis({ token: "token" }), await startRedis({ token: "token" })];
    const ask = async (url: string, ...command: string[]) => {
      const answer = await fetch(url, { method: "POST", headers: { authorization: "Bearer token" }, body: JSON.stringify(command) });
      return ((await answer.json()) as { result: unknown }).result;
    };
    expect(await ask(one.url, "INFO", "server")).toMatch(/executable:.*(redis|valkey)/);
    await new Redis({ url: one.url, token: "token" }).set("key", "of the one");
    expect(await ask(other.url, "GET", "key")).toBeNull();
    for (const it of [one, other]) await it.close();
  });
});

test.each(DIFFERENCES)("what differs is a test that there is, and is said: $file", ({ file, tests, why }) => {
  const [source, page] = [readFileSync(file, "utf8"), readFileSync("docs/contributing.md", "utf8")];
  for (const title of tests) expect(source).toContain(title);
  expect(page).toContain(`| ${why} | \`${file.replace("tests/", "")}\`: ${tests.join("; ")} |`);
});
