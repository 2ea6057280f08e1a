import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpApi } from "../../../infra/local/http.ts";
import { createInvoker } from "../../../infra/local/invoke.ts";
import { type LoopbackServer, listenOnLoopback } from "../../../infra/local/loopback.ts";
import { fn } from "../../support/local-functions.ts";

let server: LoopbackServer;
const invoker = createInvoker();
const route = (key: string, over = {}) => {
  const [method = "", path = ""] = key.split(" ");
  return { method, path, fn: fn("echo", over) };
};
beforeAll(async () => {
  const routes = ["ANY /things/{id}/", "GET /things/latest/", "POST /things/{id}/", "GET /files/{path+}", "GET /{a}/{b}/"].map((it) =>
    route(it),
  );
  server = await listenOnLoopback(httpApi([...routes, route("GET /slow/", { timeoutSeconds: 0.05 })], invoker.invoke, () => null));
});
afterAll(() => server.close());

const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(server.url + path, init);
  const text = await response.clone().text();
  const event = response.ok && text.startsWith("{") ? JSON.parse(text) : null;
  return { response, event: event as APIGatewayProxyEventV2 };
};

describe("the HTTP API driver", () => {
  test.each([
    ["/things/latest/", "GET /things/latest/", undefined],
    ["/things/latest", "GET /things/latest/", undefined],
    ["/things/7/", "ANY /things/{id}/", { id: "7" }],
    ["/things/a%20b%2Fc/", "ANY /things/{id}/", { id: "a b/c" }],
    ["/files/a/b/c", "GET /files/{path+}", { path: "a/b/c" }],
    ["/other/thing/", "GET /{a}/{b}/", { a: "other", b: "thing" }],
  ])("%s is answered by %s", async (path, routeKey, parameters) => {
    const { event } = await call(path);
    expect([event.routeKey, event.pathParameters]).toEqual([routeKey, parameters]);
  });

  test("hands over the query as sent, headers in lower case and folded, cookies apart", async () => {
    const { event } = await call("/things/1/?a=1&a=2&b=x%20y&empty=", { headers: { "X-Name": "v", Cookie: "one=1; two=2" } });
    expect(event).toMatchObject({
      version: "2.0",
      rawPath: "/things/1/",
      rawQueryString: "a=1&a=2&b=x%20y&empty=",
      queryStringParameters: { a: "1,2", b: "x y", empty: "" },
      cookies: ["one=1", "two=2"],
      headers: { "x-name": "v" },
      requestContext: { http: { method: "GET", path: "/things/1/", sourceIp: "127.0.0.1" }, stage: "$default" },
    });
    expect(event.headers).not.toHaveProperty("cookie");
    const folded = await new Promise<string>((resolve) => {
      request(`${server.url}/things/1/`, { headers: { "x-many": ["a", "b"] } }, (answer) => {
        answer.on("data", (chunk) => resolve(JSON.parse(String(chunk)).headers["x-many"]));
      }).end();
    });
    expect(folded).toMatch(/^a, ?b$/);
  });

  test.each([
    ["application/json", '{"a":"é"}', false],
    ["text/plain;charset=UTF-8", "x", false],
    ["application/vnd.api+json", "{}", false],
    ["application/octet-stream", "\u0000\u00ff", true],
    [undefined, "anything", true],
  ])("a body of type %s arrives whole", async (type, body, encoded) => {
    const bytes = new Uint8Array(Buffer.from(body));
    const { event } = await call("/things/1/", { method: "POST", body: bytes, headers: type ? { "content-type": type } : {} });
    expect(event.isBase64Encoded).toBe(encoded);
    expect(Buffer.from(event.body ?? "", encoded ? "base64" : "utf8")).toEqual(Buffer.from(body));
  });

  test("a compressed body is never taken for text; no body is no body", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect((await call("/things/1/", { method: "POST", body: "x", headers })).event.isBase64Encoded).toBe(true);
    expect((await call("/things/1/")).event).not.toHaveProperty("body");
  });

  test("answers bytes, cookies and plain values as the gateway does", async () => {
    const { response } = await call("/things/1/?mode=bytes");
    expect([response.status, response.headers.getSetCookie()]).toEqual([201, ["a=1", "b=2"]]);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
    const plain = await call("/things/1/?mode=plain");
    expect([plain.response.status, plain.event]).toEqual([200, { plain: true }]);
    const text = await call("/things/1/?mode=text");
    expect([text.response.headers.get("content-type"), await text.response.text()]).toEqual(["application/json", "just text"]);
    const untyped = await call("/things/1/?mode=untyped");
    expect([untyped.response.headers.get("content-type"), await untyped.response.text()]).toEqual(["text/plain;charset=UTF-8", "body"]);
  });

  test.each([
    ["/nothing/of/the/kind", {}, 404, "Not Found"],
    ["/files/x", { method: "DELETE" }, 404, "Not Found"],
    ["/things/1/?mode=throw", {}, 500, "Internal Server Error"],
    ["/slow/?mode=hang", {}, 503, "Service Unavailable"],
    ["/things/1/", { method: "POST", body: "x".repeat(10 * 1024 * 1024 + 1) }, 413, "Request Entity Too Large"],
    ["/things/latest/nothing/", { method: "POST" }, 404, "Not Found"],
  ])("%s %o is a %i", async (path, init, status, message) => {
    const { response } = await call(path, init);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  test("a HEAD is answered by no GET route", async () => {
    const { response } = await call("/files/x", { method: "HEAD" });
    expect(response.status).toBe(404);
  });

  test("keeps connections and takes a body in chunks", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const reused = [];
    for (const chunks of [["a", "b"], ["c"]]) {
      const sent = request(`${server.url}/things/1/`, { agent, method: "POST", headers: { "content-type": "text/plain" } });
      for (const chunk of chunks) sent.write(chunk);
      sent.end();
      const [answer] = (await once(sent, "response")) as [IncomingMessage];
      expect((await json(answer)) as APIGatewayProxyEventV2).toMatchObject({ body: chunks.join(""), isBase64Encoded: false });
      reused.push(sent.reusedSocket);
    }
    agent.destroy();
    expect(reused).toEqual([false, true]);
  });

  test("the invoker counts what is under way, and nothing stays", () => expect(invoker.inFlight()).toBe(0));
});
