import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { GetCommand } from "../../functions/adapters/dynamo/commands.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { tryTransact } from "../../functions/adapters/dynamo/transact.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

type Handle = typeof dynamo.config.requestHandler.handle;

test("a transaction whose answer is lost is done once, and whoever wrote it is told so", async () => {
  const handler = dynamo.config.requestHandler;
  const real = handler.handle;
  const sent: string[] = [];
  handler.handle = (async (request, options) => {
    const answer = await real.call(handler, request, options);
    if (!request.headers["x-amz-target"]?.endsWith("TransactWriteItems")) return answer;
    sent.push(String(request.body));
    if (sent.length === 1) throw Object.assign(new Error("as planned"), { code: "ECONNRESET" });
    return answer;
  }) as Handle;
  onTestFinished(() => {
    handler.handle = real;
  });
  const Key = keys.token("once");
  const added = { UpdateExpression: "ADD #n :one", ExpressionAttributeNames: { "#n": "n" }, ExpressionAttributeValues: { ":one": 1 } };
  const isNew = { ConditionExpression: "attribute_not_exists(pk)" };
  expect(await tryTransact([{ Update: { TableName: tableName(), Key, ...added, ...isNew } }])).toEqual([]);
  expect(sent).toHaveLength(2);
  expect((await dynamo.send(new GetCommand({ TableName: tableName(), Key }))).Item).toMatchObject({ n: 1 });
});
