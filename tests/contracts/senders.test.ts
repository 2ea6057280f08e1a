import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sender } from "../../core/ports.ts";
import { sender, sqs } from "../../functions/adapters/sqs/client.ts";
import { perTicket } from "../../functions/adapters/sqs/per-ticket.ts";
import { startSqs } from "../../infra/local/sqs/server.ts";
import { fakeSender } from "../support/fakes.ts";
import { linkResources } from "../support/linked.ts";
import { createQueue, receive, sqsClient } from "../support/sqs-queue.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
let server: Awaited<ReturnType<typeof startSqs>>;
let client: ReturnType<typeof sqsClient>;
beforeAll(async () => {
  server = await startSqs({});
  client = sqsClient(server.url);
  linkResources(
    {},
    { AWS_ENDPOINT_URL_SQS: server.url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  );
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

type Message = { n: number; text?: string; extra?: string | undefined; inner: { list: number[] } };
type Sending = { port: Sender<Message>; arrived: () => Promise<Message[]> };

function fake(): Sending {
  const port = fakeSender<Message>();
  return { port, arrived: async () => [...port.sent] };
}

let queues = 0;
async function real(): Promise<Sending> {
  const url = await createQueue(client, `Queue${queues++}`);
  const arrived = async () => {
    const all: Message[] = [];
    for (let some = await receive(client, url); some.length > 0; some = await receive(client, url)) {
      all.push(...some.map(({ Body = "" }) => JSON.parse(Body) as Message));
    }
    return all.sort((a, b) => a.n - b.n);
  };
  return { port: sender(() => url), arrived };
}

const message = (n: number): Message => ({ n, text: `Ünïcode 😀 ${n}`, inner: { list: [n] } });

describe.each<[string, () => Sending | Promise<Sending>]>([
  ["fake", fake],
  ["SQS", real],
])("a sender (%s)", (_, make) => {
  test("sends all, however many there are, each once; of none nothing", async () => {
    const { port, arrived } = await make();
    const messages = Array.from({ length: 23 }, (_it, n) => message(n));
    await port.send(messages);
    await port.send([]);
    expect(await arrived()).toEqual(messages);
  });

  test("sends what a message was then, without what is undefined", async () => {
    const { port, arrived } = await make();
    const sent = { ...message(1), extra: undefined };
    await port.send([sent]);
    Object.assign(sent, { text: "changed since" }).inner.list.push(2);
    expect(await arrived()).toStrictEqual([message(1)]);
  });
});

test("what the queue does not take is unavailable", async () => {
  const port = sender<Message>(() => `${server.url}/000000000000/nowhere`);
  await expect(port.send([message(1)])).rejects.toMatchObject({ status: 503 });
});

describe("a batch for SQS", () => {
  type Asked = { Entries: { MessageBody: string; DelaySeconds?: number; MessageDeduplicationId?: string }[] };
  /** What is asked of SQS while `run` runs; `failed` is what SQS says it did not take. */
  async function asked(run: () => Promise<unknown>, failed: object[] = []): Promise<Asked[]> {
    const all: Asked[] = [];
    const answer = () => async (args: { input: Asked }) => {
      all.push(args.input);
      return { output: { Failed: failed }, response: {} };
    };
    sqs.middlewareStack.add(answer as never, { step: "initialize", name: "asked" });
    await run().finally(() => sqs.middlewareStack.remove("asked"));
    return all;
  }
  const url = () => `${server.url}/000000000000/any`;

  test("of which SQS took not all is unavailable", async () => {
    await expect(
      asked(() => sender<Message>(url).send([message(1), message(2)]), [{ Id: "1", Code: "InternalError" }]),
    ).rejects.toMatchObject({
      status: 503,
    });
  });

  test("is of ten messages and a million bytes at most", async () => {
    const large = (n: number) => ({ ...message(n), text: "x".repeat(240_000) });
    const sent = await asked(() =>
      sender<Message>(url).send([...[1, 2, 3, 4, 5].map(large), ...Array.from({ length: 12 }, (_, n) => message(n))]),
    );
    expect(sent.map((it) => it.Entries.length)).toEqual([4, 10, 3]);
  });

  test("says how long each waits, and by what it is known again", async () => {
    const place = ({ n }: Message) => ({ group: "g", deduplication: `d${n}` });
    const sent = await asked(() => sender<Message>(url, { place, delaySeconds: ({ n }) => n * 10 }).send([message(1), message(2)]));
    expect(sent[0]?.Entries.map((it) => [it.DelaySeconds, it.MessageDeduplicationId])).toEqual([
      [10, "d1"],
      [20, "d2"],
    ]);
  });
});

test("a ticket's messages stand in one line, those of another tracker's ticket of the same number in another", () => {
  const of = (integrationId: number, cause: string) => perTicket({ integrationId, ticketId: "7" }, cause);
  expect(of(1, "a").group).toBe(of(1, "b").group);
  expect(of(1, "a").group).not.toBe(of(2, "a").group);
  expect(new Set([of(1, "a"), of(1, "b"), of(2, "a")].map((it) => it.deduplication)).size).toBe(3);
});
