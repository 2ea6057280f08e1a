import { ConditionalCheckFailedException, DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { documentClient, orUnavailable } from "../../../functions/adapters/dynamo/client.ts";
import { GetCommand } from "../../../functions/adapters/dynamo/commands.ts";
import { GetQueueAttributesCommand, SendMessageCommand } from "../../../functions/adapters/sqs/commands.ts";
import { type Answer, both, onDynamo, onSqs, wire } from "../../support/wire.ts";

const PLACE = { region: "eu-central-1", credentials: { accessKeyId: "A", secretAccessKey: "B" }, maxAttempts: 3 };
const GET = new GetCommand({ TableName: "t", Key: { pk: "1" } });
const QUEUE = new GetQueueAttributesCommand({ QueueUrl: "https://sqs.eu-central-1.amazonaws.com/1/q", AttributeNames: ["All"] });
const DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
const refused = (__type: string, more: object = {}, status = 400): Answer => ({ status, body: { __type, message: "not today", ...more } });
const broken = (code: string) => Object.assign(new Error("as planned"), { code, errno: -1 });

beforeEach(() => {
  for (const it of ["DYNAMODB", "SQS"]) vi.stubEnv(`AWS_ENDPOINT_URL_${it}`, undefined);
});
afterEach(() => vi.unstubAllEnvs());

type Failure = Error & { $metadata?: { httpStatusCode?: number; attempts?: number }; $fault?: string };
const seen = (error: unknown) => {
  const { name, message, $fault, $metadata = {} } = error as Failure;
  return { name, message, fault: $fault, status: $metadata.httpStatusCode, attempts: $metadata.attempts };
};
const cancelled = [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: { pk: { S: "1" } }, Message: "no" }];

describe.each<[string, Answer[], number]>([
  ["a condition that does not hold", [refused(`${DYNAMODB}ConditionalCheckFailedException`, { Item: { pk: { S: "1" } } })], 1],
  ["a transaction that is cancelled", [refused(`${DYNAMODB}TransactionCanceledException`, { CancellationReasons: cancelled })], 1],
  ["a table that is not there", [refused(`${DYNAMODB}ResourceNotFoundException`)], 1],
  ["what is not understood", [refused("com.amazon.coral.validate#ValidationException:http://internal/")], 1],
  ["an error of no name", [{ status: 400, body: {} }], 1],
  ["too much at once", [refused("com.amazon.coral.availability#ThrottlingException")], 3],
  ["too much for the table", [refused(`${DYNAMODB}ProvisionedThroughputExceededException`)], 3],
  ["a service that fails", [refused(`${DYNAMODB}InternalServerError`, {}, 500)], 3],
  ["what stands in front of a service", [{ status: 503, body: "<html>Service Unavailable</html>" }], 3],
  ["a line that breaks", [broken("ECONNRESET")], 3],
  ["a name that is not known just now", [broken("EAI_AGAIN")], 3],
  ["no answer in time", [Object.assign(new Error("late"), { name: "TimeoutError" })], 3],
  ["one that is well again", [refused(`${DYNAMODB}InternalServerError`, {}, 500), broken("ECONNRESET"), {}], 3],
])("%s", (_, answers, tries) => {
  test("is tried as often as the SDK tries it, and thrown as the SDK throws it", async () => {
    const { said, wanted, asked, expected } = await both(onDynamo(PLACE), GET, ...answers);
    expect(asked).toHaveLength(tries);
    expect(expected).toHaveLength(tries);
    const [ours, theirs] = [seen(said), seen(wanted)];
    // Of what is no JSON, the SDK gives the words of its parser as the message; nobody reads them.
    const isNamed = !answers.some((it) => !(it instanceof Error) && !String((it.body as { __type?: string })?.__type ?? "").includes("#"));
    expect(isNamed ? ours : [ours.status, ours.attempts]).toEqual(isNamed ? theirs : [theirs.status, theirs.attempts]);
  });
});

test("conditions and transactions say what the item is", async () => {
  const { said } = await both(onDynamo(PLACE), GET, refused(`${DYNAMODB}ConditionalCheckFailedException`, { Item: { pk: { S: "1" } } }));
  expect(said).toBeInstanceOf(ConditionalCheckFailedException);
  expect(said).toMatchObject({ Item: { pk: { S: "1" } } });
  const other = await both(onDynamo(PLACE), GET, refused(`${DYNAMODB}TransactionCanceledException`, { CancellationReasons: cancelled }));
  expect(other.said).toBeInstanceOf(TransactionCanceledException);
  expect(other.said).toMatchObject({ CancellationReasons: cancelled });
});

test("an answer that is no JSON is thrown, and not asked for again", async () => {
  const { said, asked } = await both(onDynamo(PLACE), GET, { body: "<html>" });
  expect(said).toBeInstanceOf(SyntaxError);
  expect(asked).toHaveLength(1);
});

test("a queue that is not there is known as one", async () => {
  const { said, wanted } = await both(onSqs(PLACE), QUEUE, refused("com.amazonaws.sqs#QueueDoesNotExist"));
  expect([said, wanted].map((it) => it instanceof QueueDoesNotExist)).toEqual([true, true]);
});

/** The client above a wire. */
function clientOn(...answers: Answer[]) {
  const { asked, requestHandler } = wire(...answers);
  return { asked, client: documentClient(new DynamoDBClient({ ...PLACE, requestHandler } as never).config) };
}

test.each<[string, Answer]>([
  ["a service that fails", refused(`${DYNAMODB}InternalServerError`, {}, 500)],
  ["what stands in front of it", { status: 502, body: "Bad Gateway" }],
  ["a failure of no name", { status: 503, body: {} }],
  ["a failure that is not tried again", { status: 505, body: {} }],
  ["another transaction", refused(`${DYNAMODB}TransactionConflictException`)],
  ["too much at once", refused("com.amazon.coral.availability#ThrottlingException")],
  ["a line that breaks", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })],
  ["no answer in time", Object.assign(new Error("late"), { name: "TimeoutError" })],
])("what passes by itself is Unavailable: %s", async (_, answer) => {
  await expect(orUnavailable(clientOn(answer).client.send(GET))).rejects.toThrow(Unavailable);
});

test("a condition that does not hold is one also where the clock is wrong", async () => {
  const late = { date: new Date(Date.now() + 3_600_000).toUTCString() };
  const { client } = clientOn({ ...(refused(`${DYNAMODB}ConditionalCheckFailedException`) as object), headers: late });
  await expect(orUnavailable(client.send(GET))).rejects.toThrow(ConditionalCheckFailedException);
});

test("a clock that goes wrong is set by the answer, and the request signed again", async () => {
  const hours = 5 * 3_600_000;
  const late = { date: new Date(Date.now() + hours).toUTCString() };
  const expired: Answer = { ...(refused("com.amazon.coral.service#InvalidSignatureException") as object), headers: late };
  const { asked, client } = clientOn(expired, { headers: late });
  await client.send(GET);
  const times = asked.map(({ headers }) => Date.parse(headers["x-amz-date"]!.replace(/(....)(..)(..T..)(..)/, "$1-$2-$3:$4:")));
  expect(asked).toHaveLength(2);
  expect(Math.round((times[1]! - times[0]!) / hours)).toBe(1);
});

test("no message says what trace it comes of, along which Lambda would count and drop the seventeenth", async () => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "lockstep-test-ProjectDeletions");
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=1:8a1b2c3d:15");
  const { asked, expected } = await both(onSqs(PLACE), new SendMessageCommand({ QueueUrl: QUEUE.input.QueueUrl!, MessageBody: "{}" }));
  const traces = (all: typeof asked) => all.map(({ headers }) => Object.keys(headers).find((it) => it.toLowerCase() === "x-amzn-trace-id"));
  expect(traces(asked)).toEqual([undefined]);
  // The SDK's own client says it.
  expect(traces(expected)).toEqual(["X-Amzn-Trace-Id"]);
});
