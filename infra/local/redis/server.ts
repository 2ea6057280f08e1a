import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { listenOnLoopback, readBody } from "../loopback.ts";
import { type Command, createEngine, type Engine } from "./engine.ts";
import { errorText, type Reply, toReply } from "./reply.ts";

export type Redis = { url: string; token: string; close(): Promise<void> };

type Answer = { status: number; body: Reply | Reply[] };

// The request limit of Upstash's paid plans.
const MAX_BODY = 10 * 1024 * 1024;

// Arguments that are not text arrive as JSON: numbers and booleans as themselves, the rest as their own JSON text.
const Argument = z.union([
  z.string(),
  z.union([z.number(), z.boolean()]).transform(String),
  z.json().transform((value) => JSON.stringify(value)),
]);
const CommandBody = z.tuple([z.string()], Argument);
const PipelineBody = z.array(CommandBody).min(1);

/** Upstash's REST API (upstash.com/docs/redis/features/restapi) over a Redis in this process. Nothing of it outlives the process. */
export async function startRedis(options: { port?: number; token: string }): Promise<Redis> {
  const engine = createEngine();
  const expected = digest(`Bearer ${options.token}`);
  const server = await listenOnLoopback((request, response) => {
    handle(engine, expected, request).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, refuse(500, `ERR ${error instanceof Error ? error.message : "unexpected"}`)),
    );
  }, options.port);
  return {
    url: server.url,
    token: options.token,
    close: async () => {
      await server.close();
      engine.close();
    },
  };
}

async function handle(engine: Engine, expected: Buffer, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://redis");
  const body = await readBody(request, MAX_BODY);
  const given = request.headers.authorization ?? `Bearer ${url.searchParams.get("_token") ?? ""}`;
  if (!timingSafeEqual(digest(given), expected)) return refuse(401, "WRONGPASS invalid or missing auth token");
  if (body === null) return refuse(413, "ERR max request size exceeded");
  const base64 = request.headers["upstash-encoding"] === "base64";
  if (url.pathname === "/pipeline") return pipeline(engine, body, base64);
  if (url.pathname === "/multi-exec") return transaction(engine, body, base64);
  const command = url.pathname === "/" ? parse(CommandBody, body) : commandOf(url, body);
  if (!command) return refuse(400, "ERR failed to parse command");
  const [value] = await engine.pipeline([command]);
  const reply = toReply(value!, base64);
  return { status: "error" in reply ? 400 : 200, body: reply };
}

async function pipeline(engine: Engine, body: Buffer, base64: boolean): Promise<Answer> {
  const commands = parse(PipelineBody, body);
  if (!commands) return refuse(400, "ERR failed to parse pipeline request");
  const values = await engine.pipeline(commands);
  return { status: 200, body: values.map((value) => toReply(value, base64)) };
}

async function transaction(engine: Engine, body: Buffer, base64: boolean): Promise<Answer> {
  const commands = parse(PipelineBody, body);
  if (!commands) return refuse(400, "ERR failed to parse transaction request");
  const value = await engine.transaction(commands);
  if (value.kind === "array") return { status: 200, body: value.items.map((item) => toReply(item, base64)) };
  return refuse(400, value.kind === "error" ? errorText(value) : "EXECABORT Transaction discarded");
}

/** The path form: `/set/key/value?EX=100`; a body is the last argument, then come the query's. */
function commandOf(url: URL, body: Buffer): Command {
  const [name = "", ...args] = url.pathname.slice(1).split("/").map(decodeURIComponent);
  if (body.length > 0) args.push(body.toString());
  for (const [key, value] of url.searchParams) {
    if (key !== "_token") args.push(...(value ? [key, value] : [key]));
  }
  return [name, ...args];
}

function parse<T>(schema: z.ZodType<T>, body: Buffer): T | null {
  try {
    return schema.parse(JSON.parse(body.toString()));
  } catch {
    return null;
  }
}

const refuse = (status: number, error: string): Answer => ({ status, body: { error } });

/** Digests have one length, so that the comparison takes as long whatever was sent. */
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function send(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}
