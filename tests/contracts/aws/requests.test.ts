import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Command } from "../../../functions/adapters/aws/command.ts";
import * as documents from "../../../functions/adapters/dynamo/commands.ts";
import * as SQS from "../../../functions/adapters/sqs/commands.ts";
import { type Asked, both, onDynamo, onSqs } from "../../support/wire.ts";

/** The client that is deployed beside the SDK's own: both ask the same, and make the same of what is answered. */
const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const PLACES = {
  "a region": { region: "eu-central-1", credentials: KEYS },
  "a role's credentials": { region: "us-east-1", credentials: { ...KEYS, sessionToken: "AQoDYXdzEJr/=" } },
  "an account's own endpoint": { region: "eu-central-1", credentials: { ...KEYS, accountId: "123456789012" } },
  "an approved region": { region: "us-gov-west-1", credentials: KEYS, useFipsEndpoint: true },
  "an address of one's own": { region: "local", credentials: KEYS, endpoint: "http://127.0.0.1:4566/base" },
};
const [Key, TableName] = [{ pk: "ORG#1", sk: "Ünïcode 😀" }, "lockstep-test-Table"];
const Item = {
  ...Key,
  at: 1.5,
  none: null,
  list: [{ deep: true }],
  bytes: new Uint8Array([0, 255]),
  names: new Set(["a"]),
  gone: undefined,
};
const values = { ExpressionAttributeValues: { ":it": Item.list, ":n": 2 }, ExpressionAttributeNames: { "#n": "Item" } };

const COMMANDS = [
  new documents.GetCommand({ TableName, Key, ConsistentRead: true }),
  new documents.PutCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(pk)" }),
  new documents.UpdateCommand({ TableName, Key, UpdateExpression: "SET #n = :it", ...values, ReturnValues: "ALL_NEW" }),
  new documents.DeleteCommand({ TableName, Key, ConditionExpression: "#n = :it", ...values }),
  new documents.QueryCommand({
    TableName,
    IndexName: "gsi1",
    KeyConditionExpression: "#n = :n",
    ...values,
    ExclusiveStartKey: Key,
    Limit: 3,
  }),
  new documents.ScanCommand({ TableName, ExclusiveStartKey: Key }),
  new documents.BatchGetCommand({ RequestItems: { [TableName]: { Keys: [Key, Key], ConsistentRead: true } } }),
  new documents.BatchWriteCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item } }, { DeleteRequest: { Key } }] } }),
  new documents.TransactWriteCommand({
    ClientRequestToken: "once",
    TransactItems: [
      { Put: { TableName, Item } },
      { Update: { TableName, Key, UpdateExpression: "SET #n = :it", ...values } },
      { Delete: { TableName, Key } },
      { ConditionCheck: { TableName, Key, ConditionExpression: "#n = :it", ...values } },
    ],
  }),
];
const QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/Queue.fifo";
const MessageAttributes = { cause: { DataType: "String", StringValue: "später" } };
const MESSAGES = [
  new SQS.SendMessageCommand({ QueueUrl, MessageBody: "😀", MessageGroupId: "g", MessageDeduplicationId: "d", MessageAttributes }),
  new SQS.SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "0", MessageBody: "{}", DelaySeconds: 7 }] }),
  new SQS.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30, MessageSystemAttributeNames: ["All"] }),
  new SQS.DeleteMessageCommand({ QueueUrl, ReceiptHandle: "r" }),
  new SQS.ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: "r", VisibilityTimeout: 0 }),
  new SQS.ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [{ Id: "0", ReceiptHandle: "r", VisibilityTimeout: 0 }] }),
  new SQS.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
];

const named = (commands: Command<object, object>[]) => commands.map((it) => [it.constructor.name, it] as const);
/** What stays the same whenever it is sent. The SDK counts its tries in headers of its own, and says which SDK it is. */
const steady = ({ headers, ...request }: Asked) => {
  const { "content-type": type, "content-length": length, "x-amz-target": target, "x-amz-security-token": token } = headers;
  return {
    ...request,
    type,
    length: String(length),
    target,
    token,
    host: headers.host ?? "",
    signed: headers.authorization?.split("/aws4")[0],
  };
};
const GERMANY = PLACES["a region"];

beforeEach(() => {
  for (const it of ["DYNAMODB", "SQS"]) vi.stubEnv(`AWS_ENDPOINT_URL_${it}`, undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe.each(Object.entries(PLACES))("in %s", (_, place) => {
  test.each(named(COMMANDS))("%s is asked as the SDK asks it", async (_name, command) => {
    const { asked, expected } = await both(onDynamo(place), command);
    expect(asked.map(steady)).toEqual(expected.map(steady));
    expect(asked).toHaveLength(1);
  });
});

test.each(
  Object.entries({ ...PLACES, "an account's own endpoint": { region: "us-east-2", credentials: KEYS } }).flatMap(([name, place]) =>
    named(MESSAGES).map(([of, command]) => [of, name, place, command] as const),
  ),
)("%s is asked in %s as the SDK asks it", async (_, _name, place, command) => {
  const { asked, expected } = await both(onSqs(place), command);
  expect(asked.map(steady)).toEqual(expected.map(steady));
  expect(asked).toHaveLength(1);
});

const marshalled = {
  pk: { S: "ORG#1" },
  n: { N: "-1.5" },
  b: { B: "AP8=" },
  l: { L: [{ M: { x: { NULL: true } } }] },
  s: { SS: ["a", "b"] },
};
const { metadata, ...ANSWERS } = {
  metadata: undefined,
  Item: { Item: marshalled },
  Items: { Items: [marshalled, { pk: { S: "2" } }], Count: 2, ScannedCount: 7, LastEvaluatedKey: { pk: { S: "2" } } },
  Attributes: { Attributes: marshalled, ConsumedCapacity: { TableName, CapacityUnits: 1 } },
  nothing: {},
};
const read = (answer: unknown): object => ({ ...(answer as object), $metadata: metadata });

test.each([
  [COMMANDS[0], ANSWERS.Item],
  [COMMANDS[0], ANSWERS.nothing],
  [COMMANDS[2], ANSWERS.Attributes],
  [COMMANDS[4], ANSWERS.Items],
  [
    COMMANDS[6],
    { Responses: { [TableName]: [marshalled] }, UnprocessedKeys: { [TableName]: { Keys: [{ pk: { S: "3" } }], ConsistentRead: true } } },
  ],
  [
    COMMANDS[7],
    { UnprocessedItems: { [TableName]: [{ PutRequest: { Item: marshalled } }, { DeleteRequest: { Key: { pk: { S: "4" } } } }] } },
  ],
])("an answer is read as the SDK reads it", async (command, body) => {
  const { said, wanted } = await both(onDynamo(GERMANY), command as Command<object, object>, { body });
  expect(read(said)).toEqual(read(wanted));
});

test("what SQS answers is read as the SDK reads it", async () => {
  const Message = { MessageId: "m", Body: "😀", ReceiptHandle: "r", Attributes: { SentTimestamp: "1" }, MessageAttributes };
  const { said, wanted } = await both(onSqs(GERMANY), MESSAGES[2] as Command<object, object>, { body: { Messages: [Message] } });
  expect(read(said)).toEqual(read(wanted));
});
