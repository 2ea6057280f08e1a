import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { crc32 } from "node:zlib";
import * as z from "zod";
import { listenOnLoopback, readBody } from "../loopback.ts";
import { type ChangeFeed, openChangeLog } from "./change-feed.ts";
import { createCommit } from "./commits.ts";
import { createStore } from "./dynalite.ts";
import { isApiError, tooLarge, unauthenticated, unknownOperation, unreadable, validation } from "./errors.ts";
import { createKeyLocks } from "./key-locks.ts";
import type { Operations, Request } from "./operations.ts";
import { readOperations } from "./reads.ts";
import { streamOperations } from "./streams.ts";
import { startSweep } from "./sweep.ts";
import { tableOperations } from "./table-operations.ts";
import { openTables } from "./tables.ts";
import { tagOperations } from "./tags.ts";
import { deleteExpired, timeToLiveOperations } from "./time-to-live.ts";
import { openTokens } from "./tokens.ts";
import { transactionOperations } from "./transactions.ts";
import { writeOperations } from "./writes.ts";

export type DynamoDb = { url: string; feed: ChangeFeed; close(): Promise<void> };

// The service's limit of a request.
const MAX_BODY = 16 * 1024 * 1024;

const Body = z.record(z.string(), z.unknown());

/**
 * The DynamoDB API, with streams, in this process. `path` is the folder of its state; without one the state is in memory. Every answered
 * write outlives the process, however it ends, together with its index entries and its change record.
 */
export async function startDynamoDb(options: { path?: string; port?: number; ttlSweepMs?: number }): Promise<DynamoDb> {
  const store = createStore(options.path);
  await store.db.open();
  const feed = await openChangeLog(store.db, Date.now);
  const tables = await openTables(store);
  const tokens = await openTokens(store.db, Date.now);
  const writing = { store, tables, withLocks: createKeyLocks(), commit: createCommit(store.db, feed) };
  const operations: Operations = {
    ...tableOperations({ store, tables }),
    ...tagOperations(tables),
    ...timeToLiveOperations(writing),
    ...readOperations(store),
    ...writeOperations(writing),
    ...transactionOperations({ ...writing, tokens }),
    ...streamOperations({ feed, tables }),
  };
  const server = await listenOnLoopback((request, response) => {
    answer(operations, request).then(
      (output) => send(response, 200, output),
      (error: unknown) => refuse(response, error),
    );
  }, options.port);
  const sweep = startSweep(options.ttlSweepMs ?? 2000, async () => {
    await deleteExpired(writing, Date.now());
    await tokens.sweep();
    for (const { description } of tables.all()) if (description.LatestStreamArn) await feed.trim(description.TableName);
  });
  return {
    url: server.url,
    feed,
    close: async () => {
      await server.close();
      await sweep.stop();
      await store.db.close();
    },
  };
}

async function answer(operations: Operations, message: IncomingMessage): Promise<object> {
  if (message.method === "GET") return {};
  const body = await readBody(message, MAX_BODY);
  if (!message.headers.authorization?.startsWith("AWS4-")) throw unauthenticated();
  if (body === null) throw tooLarge();
  const name = String(message.headers["x-amz-target"]).split(".")[1] ?? "";
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw unknownOperation();
  return operation(read(body));
}

function read(body: Buffer): Request {
  try {
    return Body.parse(JSON.parse(body.toString() || "{}"));
  } catch {
    throw unreadable();
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const known = error instanceof z.ZodError ? validation(`1 validation error detected: ${z.prettifyError(error)}`) : error;
  if (isApiError(known)) {
    send(response, known.statusCode, known.body);
  } else {
    console.error(error);
    send(response, 500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "The request failed here" });
  }
}

function send(response: ServerResponse, status: number, output: object): void {
  const text = JSON.stringify(output);
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(text),
    "x-amz-crc32": crc32(text),
    "x-amzn-requestid": randomUUID(),
  });
  response.end(text);
}
