import type { APIGatewayProxyEventV2, Context, DynamoDBRecord, SQSEvent, SQSRecord } from "aws-lambda";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { Conflict, Forbidden, Invalid, NotFound, Rejected, Unauthorized, Unavailable } from "../../../core/errors.ts";
import { StreamRecord } from "../../../functions/adapters/dynamo/stream-record.ts";
import { redact } from "../../../functions/adapters/log.ts";
import { http, readJson } from "../../../functions/edges/http.ts";
import { batchWorker, worker } from "../../../functions/edges/queue.ts";
import { schedule } from "../../../functions/edges/schedule.ts";
import { stream } from "../../../functions/edges/stream.ts";

const context = { awsRequestId: "r" } as Context;
const event = (over: Partial<APIGatewayProxyEventV2> = {}) =>
  ({
    headers: {},
    rawPath: "/",
    rawQueryString: "",
    requestContext: { http: { method: "POST" }, requestId: "r" },
    ...over,
  }) as APIGatewayProxyEventV2;

describe("http: what went wrong is what is answered", () => {
  test.each([
    [new Invalid("wrong", { fields: { name: ["too long"] } }), 400, { detail: "wrong", name: ["too long"] }],
    [new Unauthorized("who?"), 401, { detail: "who?" }],
    [new Forbidden("no"), 403, { detail: "no" }],
    [new NotFound("nothing"), 404, { detail: "nothing" }],
    [new Conflict("taken"), 409, { detail: "taken" }],
    [new Rejected("Jira", 403), 502, { detail: "Jira answered 403" }],
    [new Unavailable("Jira", 30), 503, { detail: "Jira is unavailable" }],
    [new TypeError("secret"), 500, { detail: "Internal Error" }],
  ])("%s", async (error, status, body) => {
    const reply = await http(() => Promise.reject(error))(event(), context);
    expect([reply.statusCode, JSON.parse(reply.body ?? "")]).toEqual([status, body]);
    expect(reply.headers?.["x-request-id"]).toBe("r");
    expect(reply.headers?.["retry-after"]).toBe(status === 503 ? "30" : undefined);
  });

  test("bytes arrive as they were sent, names in lower case, repeats kept", async () => {
    const bytes = Buffer.from([0, 255, 128]);
    const seen = await new Promise<unknown>((resolve) => {
      const handler = http(async ({ body, headers, query }) => {
        resolve([body, headers["x-a"], query.getAll("id")]);
        return {};
      });
      void handler(
        event({ body: bytes.toString("base64"), isBase64Encoded: true, headers: { "X-A": "1" }, rawQueryString: "id=1&id=2" }),
        context,
      );
    });
    expect(seen).toEqual([bytes, "1", ["1", "2"]]);
  });

  test("a body of another shape is told field by field", () => {
    const schema = z.object({ name: z.string(), age: z.number() });
    const read = (text: string) => () => readJson({ body: Buffer.from(text) }, schema);
    expect(read('{"name":1}')).toThrow(expect.objectContaining({ fields: { name: [expect.any(String)], age: [expect.any(String)] } }));
    expect(read("{")).toThrow("not valid JSON");
    expect(read('{"name":"a","age":1}')()).toEqual({ name: "a", age: 1 });
  });
});

describe("queue: one verdict a record", () => {
  const record = (messageId: string, body: unknown, { group, received = 1 }: { group?: string; received?: number } = {}) =>
    ({
      messageId,
      body: typeof body === "string" ? body : JSON.stringify(body),
      attributes: { ApproximateReceiveCount: String(received), ...(group && { MessageGroupId: group }) },
    }) as SQSRecord;
  const run = async (records: SQSRecord[], failing: Record<number, Error> = {}, broken = false) => {
    const verdicts: unknown[][] = [];
    const processed: number[] = [];
    const handler = worker(
      {
        source: {
          message: z.object({ n: z.number() }),
          maxReceiveCount: () => 5,
          later: async (it, seconds) => {
            if (broken) throw new Error("the queue is away");
            verdicts.push(["later", it.messageId, seconds]);
          },
          giveUp: async (it, cause) => {
            if (broken) throw new Error("the queue is away");
            verdicts.push(["gave up", it.messageId, cause]);
          },
        },
      },
      async ({ n }) => {
        if (failing[n]) throw failing[n];
        processed.push(n);
      },
    );
    const answer = await handler({ Records: records } as SQSEvent, context);
    return { processed, verdicts, failed: (answer?.batchItemFailures ?? []).map((it) => it.itemIdentifier) };
  };

  test("what can never succeed is given up with its cause, what may is tried again, the rest is done", async () => {
    const records = [
      record("a", { n: 1 }),
      record("b", "{"),
      record("c", { n: 2 }),
      record("d", { n: 3 }, { received: 3 }),
      record("e", { n: 4 }),
    ];
    const result = await run(records, { 2: new Rejected("Jira", 403), 3: new Error("a bug"), 4: new Unavailable("Jira", 40) });
    expect(result.processed).toEqual([1]);
    expect(result.failed.sort()).toEqual(["d", "e"]);
    expect(result.verdicts.sort()).toEqual([
      ["gave up", "b", "Invalid: The message is not JSON"],
      ["gave up", "c", "Rejected: Jira answered 403"],
      ["later", "d", 8],
      ["later", "e", 40],
    ]);
  });

  test("the last try that a queue allows ends in its dead-letter queue, with the cause of that try", async () => {
    const { failed, verdicts } = await run([record("a", { n: 1 }, { received: 5 })], { 1: new Error("for ever") });
    expect([failed, verdicts]).toEqual([[], [["gave up", "a", "Error: for ever"]]]);
  });

  test("of a FIFO group nothing overtakes a failed record; other groups go on; what was given up does not hold it back", async () => {
    const records = [
      record("a1", { n: 1 }, { group: "a" }),
      record("a2", { n: 2 }, { group: "a" }),
      record("b1", { n: 3 }, { group: "b" }),
      record("c1", "{", { group: "c" }),
      record("c2", { n: 4 }, { group: "c" }),
    ];
    const { processed, failed, verdicts } = await run(records, { 1: new Error("away") });
    expect(processed.sort()).toEqual([3, 4]);
    expect(failed).toEqual(["a1", "a2"]);
    expect(verdicts).toContainEqual(["later", "a2", 2]);
  });

  test("a batch is handed over whole, without what cannot be read; what is wrong with a message is its own verdict", async () => {
    const verdicts: unknown[][] = [];
    const source = {
      message: z.object({ n: z.number() }),
      maxReceiveCount: () => 5,
      later: async (it: SQSRecord, seconds: number) => void verdicts.push(["later", it.messageId, seconds]),
      giveUp: async (it: SQSRecord, cause: string) => void verdicts.push(["gave up", it.messageId, cause]),
    };
    const given: number[][] = [];
    const repeated: boolean[] = [];
    const handler = batchWorker({ source }, async (messages, again) => {
      given.push(messages.map((it) => it.n));
      repeated.push(again);
      if (messages.length === 1) throw new Unavailable("The database", 7);
      return messages.map(({ n }) => (n === 2 ? new Unavailable("The database", 3) : n === 3 ? new Rejected("It", 400) : null));
    });
    const batch = (...records: SQSRecord[]) => handler({ Records: records } as SQSEvent, context);
    const failed = await batch(record("a", { n: 1 }), record("b", "{"), record("c", { n: 2 }), record("d", { n: 3 }));
    expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: "c" }] });
    expect(await batch(record("e", { n: 5 }, { received: 2 }))).toEqual({ batchItemFailures: [{ itemIdentifier: "e" }] });
    expect([given, repeated]).toEqual([
      [[1, 2, 3], [5]],
      [false, true],
    ]);
    expect(verdicts.sort()).toEqual([
      ["gave up", "b", "Invalid: The message is not JSON"],
      ["gave up", "d", "Rejected: It answered 400"],
      ["later", "c", 3],
      ["later", "e", 7],
    ]);
  });

  test("a verdict that cannot be delivered leaves the record to the queue's own count", async () => {
    const { failed } = await run([record("a", "{"), record("b", { n: 1 })], { 1: new Error("away") }, true);
    expect(failed.sort()).toEqual(["a", "b"]);
  });
});

describe("stream: records in order, none kept back for long and none lost", () => {
  const record = (n: number, secondsAgo = 0): DynamoDBRecord => ({
    dynamodb: { SequenceNumber: String(n), ApproximateCreationDateTime: Date.now() / 1000 - secondsAgo },
  });
  const run = async (records: DynamoDBRecord[], failing: Record<number, Error>, broken = false) => {
    const done: number[] = [];
    const aside: string[] = [];
    const handler = stream(
      {
        read: (it) => Number(it.dynamodb?.SequenceNumber),
        context: () => ({}),
        retries: {
          send: async (messages) => {
            if (broken) throw new Error("the queue is away");
            aside.push(...messages.map((it) => String(StreamRecord.parse(it).record.dynamodb?.SequenceNumber)));
          },
        },
      },
      async (n) => {
        if (failing[n]) throw failing[n];
        done.push(n);
      },
    );
    const { batchItemFailures } = (await handler({ Records: records }, context))!;
    return { done, aside, failed: batchItemFailures.map((it) => it.itemIdentifier) };
  };

  test.each<[string, Error, number, boolean, object]>([
    ["one that fails for a moment is waited for", new Unavailable("The database"), 5, false, { done: [1], aside: [], failed: ["2"] }],
    ["for a minute", new Unavailable("The database"), 61, false, { done: [1, 3], aside: ["2"], failed: [] }],
    ["one that cannot succeed is set aside whole, at once", new Rejected("It", 400), 0, false, { done: [1, 3], aside: ["2"], failed: [] }],
    ["and so is one that meets a bug", new TypeError("a bug"), 0, false, { done: [1, 3], aside: ["2"], failed: [] }],
    ["where no queue takes it, the stream keeps it", new TypeError("a bug"), 90, true, { done: [1], aside: [], failed: ["2"] }],
  ])("%s", async (_, error, secondsAgo, broken, expected) =>
    expect(await run([record(1), record(2, secondsAgo), record(3)], { 2: error }, broken)).toEqual(expected),
  );
});

test("what fails on a schedule fails for whoever counts that, too", async () => {
  const handler = schedule(() => Promise.reject(new Unavailable("The database")));
  await expect(handler({}, context)).rejects.toThrow(Unavailable);
});

test("what failures say is logged without addresses and tokens", () => {
  const token = `${"h".repeat(40)}.${"p".repeat(60)}.${"s".repeat(43)}`;
  expect(redact(`no ada@example.com with ${token} in /x`)).toBe("no <address> with <opaque> in /x");
  expect(redact("x ".repeat(1000)).length).toBeLessThanOrEqual(400);
});
