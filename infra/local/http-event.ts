import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { decode, type Match } from "./routes.ts";

const TEXT = /^\s*(?:text\/|application\/(?:json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(?:json|xml))\s*(?:;|$))/i;

const API_HOST = "api.execute-api.invalid";

/** Payload format 2.0 (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). */
export function toEvent(request: IncomingMessage, body: Buffer, { route, parameters }: Match): APIGatewayProxyEventV2 {
  const [path = "/", rawQueryString = ""] = split(request.url ?? "/");
  // Behind CloudFront the host is the API's own, whatever address was asked.
  const headers: Record<string, string> = { ...headersOf(request), host: API_HOST };
  const method = request.method ?? "GET";
  const routeKey = `${route.method} ${route.path}`;
  const now = Date.now();
  // Bytes that are compressed are no text, whatever they were before.
  const isText = TEXT.test(headers["content-type"] ?? "") && !headers["content-encoding"];
  return {
    version: "2.0",
    routeKey,
    rawPath: decode(path),
    rawQueryString,
    headers,
    ...(request.headers.cookie && { cookies: request.headers.cookie.split(/;\s*/) }),
    ...(rawQueryString && { queryStringParameters: joined(new URLSearchParams(rawQueryString)) }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: API_HOST,
      domainPrefix: "api",
      http: {
        method,
        path: decode(path),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: new Date(now).toISOString(),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: isText ? body.toString("utf8") : body.toString("base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

export function send(response: ServerResponse, result: unknown): void {
  const reply = isStructured(result) ? result : inferred(result);
  const body = Buffer.from(reply.body ?? "", reply.isBase64Encoded ? "base64" : "utf8");
  const headers: Record<string, string | string[]> = { "content-length": String(body.length) };
  if (body.length > 0) headers["content-type"] = "text/plain;charset=UTF-8";
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (reply.cookies) headers["set-cookie"] = reply.cookies;
  response.writeHead(reply.statusCode ?? 200, headers).end(body);
}

/** A result without a status is the body itself. */
const inferred = (result: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: typeof result === "string" ? result : JSON.stringify(result),
});

const isStructured = (result: unknown): result is APIGatewayProxyStructuredResultV2 =>
  typeof result === "object" && result !== null && "statusCode" in result;

function split(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

/** Repeated headers are joined by commas; cookies have a place of their own. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? "").toLowerCase();
    const value = request.rawHeaders[at + 1] ?? "";
    if (name !== "cookie") headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return headers;
}

function joined(query: URLSearchParams): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of query) all[name] = name in all ? `${all[name]},${value}` : value;
  return all;
}
