import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type * as z from "zod";
import { AppError, Invalid } from "../../core/errors.ts";
import { log, logFailure, withLogContext } from "../adapters/log.ts";

export type Request = {
  method: string;
  path: string;
  /** Path parameters, decoded. */
  params: Record<string, string>;
  /** As sent: repeats are kept. */
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  cookies: string[];
  /** The bytes as they came: signatures are checked on these. */
  body: Buffer;
  requestId: string;
};

/** A string or bytes are sent as they are, anything else as JSON. */
export type Reply = { status?: number; headers?: Record<string, string>; cookies?: string[]; body?: unknown };

/** An HTTP API handler: reads the event, runs, answers. Every failure becomes `{"detail": …}` with its status, never a stack. */
export function http(run: (request: Request) => Promise<Reply>) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>().handler((event, context) => {
    const requestId = event.requestContext.requestId ?? context.awsRequestId;
    return withLogContext({ request: requestId, route: event.routeKey }, async () => {
      const started = performance.now();
      const reply = await answer(event, requestId, run);
      log.info("http.request", { status: reply.statusCode ?? 0, milliseconds: Math.round(performance.now() - started) });
      reply.headers = { ...reply.headers, "x-request-id": requestId };
      return reply;
    });
  });
}

async function answer(event: APIGatewayProxyEventV2, requestId: string, run: (request: Request) => Promise<Reply>) {
  try {
    return render(await run(requestOf(event, requestId)));
  } catch (error) {
    if (error instanceof AppError) {
      if (error.status >= 500) logFailure("http.unavailable", error);
      return failure(error);
    }
    logFailure("http.failed", error);
    return render({ status: 500, body: { detail: "Internal Error" } });
  }
}

function requestOf(event: APIGatewayProxyEventV2, requestId: string): Request {
  const headers: Request["headers"] = {};
  for (const [name, value] of Object.entries(event.headers)) headers[name.toLowerCase()] = value;
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    params: { ...event.pathParameters } as Record<string, string>,
    query: new URLSearchParams(event.rawQueryString),
    headers,
    cookies: event.cookies ?? [],
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
    requestId,
  };
}

function render({ status = 200, headers = {}, cookies, body }: Reply): APIGatewayProxyStructuredResultV2 {
  const reply: APIGatewayProxyStructuredResultV2 = { statusCode: status, headers };
  if (cookies) reply.cookies = cookies;
  if (body === undefined) return reply;
  if (Buffer.isBuffer(body)) return { ...reply, body: body.toString("base64"), isBase64Encoded: true };
  if (typeof body === "string") return { ...reply, body };
  return { ...reply, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

function failure(error: AppError): APIGatewayProxyStructuredResultV2 {
  const headers = typeof error.retry === "number" ? { "retry-after": String(error.retry) } : {};
  return render({ status: error.status, headers, body: { detail: error.message, ...error.fields } });
}

/** The JSON body through a schema. Throws Invalid: with messages per field where the body is JSON of the wrong shape. */
export function readJson<T>(request: Pick<Request, "body">, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString("utf8"));
  } catch (cause) {
    throw new Invalid("The body is not valid JSON.", { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? "non_field_errors");
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  // Command lines show `detail` alone.
  const first = parsed.error.issues[0];
  const named = first ? ` ${first.path.join(".") || "It"}: ${first.message}` : "";
  throw new Invalid(`The body has invalid fields.${named}`, { fields });
}
