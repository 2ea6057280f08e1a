import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type LoopbackServer, listenOnLoopback, readBody } from "../loopback.ts";
import { createActions } from "./actions.ts";
import { invalidParameter, SqsError } from "./errors.ts";
import { startLongPolls } from "./long-polls.ts";
import { isFifo } from "./queue-attributes.ts";
import { ACCOUNT, openQueues } from "./queues.ts";
import { type Counts, openStore } from "./store.ts";

export type Sqs = {
  url: string;
  queueUrl(name: string): string;
  counts(): Promise<Record<string, Counts>>;
  oldest(name: string): number | null;
  close(): Promise<void>;
};

/** A message of a standard queue that was received so often goes to the end of it, and its age does not count any more. */
const RECEIVED_TOO_OFTEN = 3;

// A batch of 1 MiB with every byte escaped in JSON, and room for the rest of the request.
const MAX_BODY = 8 * 1024 * 1024;

/**
 * The SQS API (its JSON protocol) in this process: standard and FIFO queues, long polls, delays, dead-letter queues. `path` is the folder
 * of its state; without one the state is in memory. Every answered change outlives the process, however it ends.
 */
export async function startSqs(options: { path?: string; port?: number }): Promise<Sqs> {
  const store = openStore(options.path);
  const queues = openQueues(store);
  const now = () => Date.now();
  const polls = startLongPolls(now, (queue) => store.nextVisibleAt(queue, now()));
  const queueUrl = (name: string) => `${server.url}/${ACCOUNT}/${name}`;
  const actions = createActions({ store, queues, polls, now, urlOf: queueUrl });

  async function run(request: IncomingMessage, response: ServerResponse): Promise<object> {
    const body = await readBody(request, MAX_BODY);
    if (body === null) throw invalidParameter("body", "The request is too long.");
    const name = String(request.headers["x-amz-target"]).replace(/^AmazonSQS\./, "");
    const action = actions.get(name);
    if (!action) throw new SqsError("InvalidAction", `The action ${name} is not valid for this endpoint.`);
    return action(JSON.parse(body.toString() || "{}"), (listener) => response.once("close", listener));
  }

  const server: LoopbackServer = await listenOnLoopback((request, response) => {
    run(request, response).then(
      (output) => answer(response, 200, output),
      (error: unknown) => refuse(response, error),
    );
  }, options.port);

  return {
    url: server.url,
    queueUrl,
    counts: async () => Object.fromEntries(queues.all().map(({ name }) => [name, store.counts(name, now())])),
    oldest: (name) => store.oldest(name, isFifo(name) ? Number.MAX_SAFE_INTEGER : RECEIVED_TOO_OFTEN),
    close: async () => {
      polls.close();
      await server.close();
      store.close();
    },
  };
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof SqsError) {
    response.setHeader("x-amzn-query-error", `${error.queryCode};Sender`);
    answer(response, 400, { __type: `com.amazonaws.sqs#${error.code}`, message: error.message });
  } else {
    answer(response, 500, { __type: "InternalFailure", message: error instanceof Error ? error.message : "unexpected" });
  }
}

function answer(response: ServerResponse, status: number, output: object): void {
  const text = JSON.stringify(output);
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": randomUUID(),
  });
  response.end(text);
}
