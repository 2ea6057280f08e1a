import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpApi } from "../../../infra/local/http.ts";
import { createInvoker } from "../../../infra/local/invoke.ts";
import { type LoopbackServer, listenOnLoopback } from "../../../infra/local/loopback.ts";
import { synthesize } from "../../../infra/local/sst.ts";
import { fn } from "../../support/local-functions.ts";

const { viewerRequest, cacheHeaders } = await synthesize();
let server: LoopbackServer;
beforeAll(async () => {
  const routes = ["GET /things/{id}", "POST /things/{id}"].map((it) => {
    const [method = "", path = ""] = it.split(" ");
    return { method, path, fn: fn("echo"), step: "echo" };
  });
  const { invoke } = createInvoker();
  server = await listenOnLoopback(httpApi({ routes, viewerRequest, cacheHeaders }, invoke, () => null));
});
afterAll(() => server.close());

type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer };
/** By node:http, which adds only what is seen here. */
function send(path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(server.url, { path, method, headers: { host: "h", connection: "close", ...headers } }, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, text: await text(answer) }),
    );
    sent.on("error", reject).end(body);
  });
}
const url = (bytes: number) => `/things/1/?q=${"x".repeat(bytes - "http://h/things/1/?q=".length)}`;
const saying = (message: string) => JSON.stringify({ message });

describe("what CloudFront refuses", () => {
  test("a URL of more than 8,192 bytes", async () => {
    expect((await send(url(8192))).status).toBe(200);
    expect(await send(url(8193))).toEqual({ status: 413, text: saying("Request Entity Too Large") });
  });

  test("a request line and headers of more than 20,480 bytes", async () => {
    const empty = "GET /things/1/ HTTP/1.1\r\nhost: h\r\nconnection: close\r\nx-one: \r\nx-two: \r\n\r\n".length;
    const headers = (bytes: number) => ({ "x-one": "x".repeat(10_000), "x-two": "x".repeat(bytes - 10_000 - empty) });
    expect(await send("/things/1/", { headers: headers(20_481) })).toEqual({
      status: 431,
      text: saying("Request Header Fields Too Large"),
    });
    // No longer CloudFront's, but the API's, which is the narrower one.
    expect((await send("/things/1/", { headers: headers(20_480) })).status).toBe(431);
  });
});

describe("what the HTTP API refuses", () => {
  test("a request line and values of headers of more than 10,240 bytes", async () => {
    const line = "GET /things/1 HTTP/1.1".length + "h".length + "close".length;
    const headers = (bytes: number) => ({ "x-one": "x".repeat(bytes - line) });
    expect((await send("/things/1/", { headers: headers(10_240) })).status).toBe(200);
    expect(await send("/things/1/", { headers: headers(10_241) })).toEqual({
      status: 431,
      text: saying("Request Header Fields Too Large"),
    });
  });

  test("a body of more than 10 MB, and a smaller one that Lambda would not take as an event", async () => {
    const post = (body: Buffer, type: string) => send("/things/1/", { method: "POST", body, headers: { "content-type": type } });
    const tooLarge = { status: 413, text: saying("Request Entity Too Large") };
    expect(await post(Buffer.alloc(10 * 1024 * 1024 + 1), "application/octet-stream")).toEqual(tooLarge);
    expect(await post(Buffer.alloc(4_800_000), "application/octet-stream")).toEqual(tooLarge);
    expect(await post(Buffer.alloc(6_291_456, "x"), "text/plain")).toEqual(tooLarge);
    // A quotation mark is two characters in JSON.
    expect(await post(Buffer.alloc(3_200_000, '"'), "text/plain")).toEqual(tooLarge);
  });
});

test("an answer of more than 6 MB is a failure", async () => {
  const answer = (bytes: number) => send(`/things/1/?mode=long&bytes=${bytes}`);
  expect((await answer(6_291_556)).status).toBe(200);
  expect(await answer(6_291_557)).toEqual({ status: 500, text: saying("Internal Server Error") });
});
