import { Readable } from "node:stream";
import { dynamo } from "../../../functions/adapters/dynamo/client.ts";
import { sqs } from "../../../functions/adapters/sqs/client.ts";
import { afterwards, verdictOn } from "./invocation.ts";
import type { Client, FaultKind } from "./plan.ts";

type Sent = { headers: Record<string, string>; body?: string };
type Answer = { statusCode: number; headers: Record<string, string>; body?: Readable };
type Handle = (request: Sent, options?: object) => Promise<{ response: Answer }>;

export const SLOW_MS = 400;
export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Errors by the names that the services give them, as their protocols send them. */
const REFUSALS: Record<string, Record<"throttled" | "failing", [number, string]>> = {
  dynamodb: {
    throttled: [400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"],
    failing: [500, "com.amazonaws.dynamodb.v20120810#InternalServerError"],
  },
  sqs: { throttled: [400, "com.amazonaws.sqs#RequestThrottled"], failing: [503, "com.amazonaws.sqs#ServiceUnavailable"] },
};

/** Under both clients of AWS, where they send a request: their own retries, time and signatures stand above it. */
export function weaveAws(): () => void {
  const undo = [weave(dynamo.config.requestHandler as never, "dynamodb"), weave(sqs.config.requestHandler as never, "sqs")];
  return () => {
    for (const it of undo) it();
  };
}

function weave(handler: { handle: Handle }, client: Client): () => void {
  const real = handler.handle;
  const send = real.bind(handler);
  handler.handle = async (request, options) => {
    const what = request.headers["x-amz-target"]?.split(".").at(-1) ?? "a request";
    const verdict = verdictOn(client, what);
    if (!verdict) return send(request, options);
    const answer = await suffering(verdict.fault, client, what, request, (it) => send(it, options));
    afterwards(verdict, what);
    return answer;
  };
  return () => {
    handler.handle = real;
  };
}

async function suffering(
  fault: FaultKind | null,
  client: Client,
  what: string,
  request: Sent,
  send: (request: Sent) => ReturnType<Handle>,
) {
  switch (fault) {
    case "throttled":
    case "failing": {
      const [status, type] = REFUSALS[client]![fault];
      return { response: json(status, { __type: type, message: "as planned" }) };
    }
    case "timeout-before":
      throw timeout();
    case "timeout-after":
      await send(request);
      throw timeout();
    case "reset":
      throw reset();
    case "slow":
      await pause(SLOW_MS);
      return send(request);
    case "partial":
      return inPart(what, request, send);
    case null:
      return send(request);
  }
}

export const timeout = () => Object.assign(new Error("as planned: no answer in time"), { name: "TimeoutError", code: "ETIMEDOUT" });
export const reset = () => Object.assign(new Error("as planned: socket hang up"), { code: "ECONNRESET" });

const json = (statusCode: number, body: object): Answer => ({
  statusCode,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: Readable.from([Buffer.from(JSON.stringify(body))]),
});

type Batch = { Entries?: { Id: string }[]; RequestItems?: Record<string, unknown[] & { Keys?: unknown[] }> };

/** Of a batch the last part is not done, and the answer says so. Nothing else can be done in part. */
async function inPart(what: string, request: Sent, send: (request: Sent) => ReturnType<Handle>) {
  const batch = JSON.parse(request.body ?? "{}") as Batch;
  const last = batch.Entries?.pop();
  const [table = "", items] = Object.entries(batch.RequestItems ?? {})[0] ?? [];
  const left = last ?? (what === "BatchGetItem" ? items?.Keys?.pop() : Array.isArray(items) ? items.pop() : undefined);
  if (left === undefined) return send(request);
  const leaves = batch.Entries?.length ?? items?.Keys?.length ?? items?.length ?? 0;
  const done = leaves > 0 ? await read(send(withBody(request, batch))) : {};
  const said = (name: string, value: unknown) => ({ response: json(200, { Responses: { [table]: [] }, ...done, [name]: value }) });
  if (last) return said("Failed", [{ Id: last.Id, Code: "InternalError", SenderFault: false }]);
  return what === "BatchGetItem"
    ? said("UnprocessedKeys", { [table]: { ...items, Keys: [left] } })
    : said("UnprocessedItems", { [table]: [left] });
}

const withBody = (request: Sent, body: object): Sent => {
  const text = JSON.stringify(body);
  const copy = Object.assign(Object.create(Object.getPrototypeOf(request)), request) as Sent;
  return Object.assign(copy, { body: text, headers: { ...request.headers, "content-length": String(Buffer.byteLength(text)) } });
};

async function read(sent: ReturnType<Handle>): Promise<object> {
  const { response } = await sent;
  const chunks: Buffer[] = [];
  for await (const chunk of response.body ?? []) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as object;
}
