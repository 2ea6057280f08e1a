import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sender } from "../../core/ports.ts";
import { sender } from "../../functions/adapters/sqs/client.ts";
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
