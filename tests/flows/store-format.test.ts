import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, test } from "vitest";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { programs } from "../support/started-program.ts";

const { home, start, stop } = programs();
afterAll(stop);
const data = join(home, "data");

/** What it says in place of starting. */
async function refusal(): Promise<string> {
  const it = start();
  expect(await it.exit).toBe(1);
  return it.printed().trim();
}

test("npm start gives what is new its numbers, and refuses another format of the table, then of the folder, saying what to do", async () => {
  const first = start();
  await first.ready();
  expect(readFileSync(join(data, "format"), "utf8")).toBe("1\n");
  const { dynamodb, table } = JSON.parse(readFileSync(join(home, "endpoints.json"), "utf8"));
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: dynamodb, region: "local", credentials }));
  const { $metadata: _, ...put } = await client.send(
    new PutCommand({ TableName: table, Item: { ...keys.format(), format: 4 }, ReturnValues: "ALL_OLD" }),
  );
  expect(put.Attributes).toMatchObject({ format: 3 });
  client.destroy();
  first.child.kill("SIGTERM");
  await first.exit;

  expect(await refusal()).toMatch(
    /data: The table has format 4, and this version of Lockstep reads format 3 only\. Run the version that wrote it/,
  );
  writeFileSync(join(data, "format"), "2\n");
  const said = /data has format "2", and this version of Lockstep reads format 1 only\. Move it away .* LOCKSTEP_DATA to another folder/;
  expect(await refusal()).toMatch(said);
});

test("a folder that was filled before there were numbers is refused, and what it holds stays", async () => {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(join(data, "dynamodb"), { recursive: true });
  expect(await refusal()).toMatch(/data carries no format number, and this version of Lockstep reads format 1 only\. Move it away/);
  expect(readdirSync(data).sort()).toEqual(["dynamodb", "token"]);
  expect(readdirSync(join(data, "dynamodb"))).toEqual([]);
});
