import { randomUUID } from "node:crypto";
import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { inject } from "vitest";
import type { DynamoDb } from "../../../infra/local/dynamodb/server.ts";
import { listenOnLoopback, readBody } from "../../../infra/local/loopback.ts";
import { type RealFeed, realFeed } from "./real-feed.ts";

const MAX_BODY = 32 * 1024 * 1024;
const agent = new Agent({ keepAlive: true });
/** What has been kept under a folder, for as long as the process lives. */
const kept = new Map<string, { account: string; feed: RealFeed }>();

/**
 * Amazon's DynamoDB Local in the place of the embedded one. It keeps the tables of each access key apart: so each of these servers is a
 * door that says another one, whatever the client says, and the same one where the folder is the same.
 */
export async function startDynamoDb(options: { path?: string; port?: number; ttlSweepMs?: number }): Promise<DynamoDb> {
  const at = inject("parts").dynamodb;
  const place = options.path ?? randomUUID();
  const account = kept.get(place)?.account ?? randomUUID().replaceAll("-", "");
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  const feed = kept.get(place)?.feed ?? realFeed(at, authorization);
  if (options.path) kept.set(place, { account, feed });
  const server = await listenOnLoopback((message, response) => {
    pass(at, authorization, message, response, feed).catch(() => response.destroy());
  }, options.port);
  // Whoever follows the stream hears of what time ends too, which comes by nobody's request.
  const look = setInterval(feed.look, 1000);
  return {
    url: server.url,
    feed,
    close: async () => {
      clearInterval(look);
      await server.close();
    },
  };
}

async function pass(at: string, authorization: string, message: IncomingMessage, response: ServerResponse, feed: RealFeed): Promise<void> {
  const body = (await readBody(message, MAX_BODY)) ?? Buffer.alloc(0);
  const { authorization: given, host: _, connection: __, "transfer-encoding": ___, ...headers } = message.headers;
  const signed = given && { authorization };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const there = request(
      at,
      { method: message.method, agent, headers: { ...headers, ...signed, "content-length": body.length } },
      resolve,
    );
    there.once("error", reject);
    there.end(body);
  });
  const { connection: ____, "keep-alive": _____, "transfer-encoding": ______, ...answered } = answer.headers;
  const text = (await readBody(answer, MAX_BODY)) ?? Buffer.alloc(0);
  response.writeHead(answer.statusCode ?? 500, { ...answered, "content-length": text.length });
  response.end(text);
  if (/Write|Put|Update|Delete/.test(String(message.headers["x-amz-target"]))) feed.look();
}
