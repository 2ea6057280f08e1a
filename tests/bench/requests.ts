import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as documents from "@aws-sdk/lib-dynamodb";
import { SETTINGS } from "../../functions/adapters/aws/json-client.ts";
import { documentClient } from "../../functions/adapters/dynamo/client.ts";
import * as ours from "../../functions/adapters/dynamo/commands.ts";
import { answerOf, child, cpuEach, spread } from "./measure.ts";

/** Part of `npm run bench`: what a request to DynamoDB takes, by client, beside one that is only HTTP. */
const [ROUNDS, TIMES, AT_ONCE] = [9, 800, 4];

const server = child("./requests-server.ts");
const port = await answerOf<number>(server);
const place = { endpoint: `http://127.0.0.1:${port}`, region: "eu-central-1", credentials: { accessKeyId: "A", secretAccessKey: "B" } };
const { sha256: _, ...settings } = SETTINGS;
const theirs = documents.DynamoDBDocumentClient.from(new DynamoDBClient({ ...place, ...settings }));
const own = documentClient(new DynamoDBClient({ ...place, ...SETTINGS }).config);
const agent = new Agent({ keepAlive: true });

const GET = { TableName: "t", Key: { pk: "ORG#1", sk: "GROUP#1" }, ConsistentRead: true };
const QUERY = { TableName: "t", KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "ORG#1" }, Limit: 20 };

async function bare(target: string, input: object): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.0" };
  request({ host: "127.0.0.1", port, method: "POST", agent, headers }, (it) => text(it).then(resolve, reject))
    .on("error", reject)
    .end(JSON.stringify(input));
  return JSON.parse(await promise);
}

const CLIENTS: Record<string, [get: () => Promise<unknown>, query: () => Promise<unknown>]> = {
  "the SDK's document client": [() => theirs.send(new documents.GetCommand(GET)), () => theirs.send(new documents.QueryCommand(QUERY))],
  "ours, of the SDK's parts": [() => own.send(new ours.GetCommand(GET)), () => own.send(new ours.QueryCommand(QUERY))],
  "HTTP and JSON alone": [() => bare("GetItem", GET), () => bare("Query", QUERY)],
};

const run = (send: () => Promise<unknown>): Promise<number> =>
  cpuEach(TIMES, () =>
    Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let n = 0; n < TIMES / AT_ONCE; n++) await send();
      }),
    ),
  );

const taken = new Map<string, [number[], number[]]>(Object.keys(CLIENTS).map((name) => [name, [[], []]]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, [get, query]] of Object.entries(CLIENTS)) {
    const each = [await run(get), await run(query)] as const;
    // The first round warms up.
    if (round > 0) for (const at of [0, 1] as const) taken.get(name)?.[at].push(each[at]);
  }
}
console.log("| client | get of an item, µs | query of 20 items, µs |\n| --- | --- | --- |");
for (const [name, each] of taken) console.log(`| ${name} | ${each.map((it) => spread(it, 0)).join(" | ")} |`);
server.kill();
process.exit(0);
