import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { expect, test } from "vitest";
import { http, REVALIDATED, type Reply } from "../../../functions/edges/http.ts";

const ask = (reply: Reply, { method = "GET", known }: { method?: string; known?: string } = {}) =>
  http(async () => reply)(
    {
      headers: known ? { "if-none-match": known } : {},
      rawPath: "/",
      rawQueryString: "",
      requestContext: { http: { method }, requestId: "r" },
    } as unknown as APIGatewayProxyEventV2,
    { awsRequestId: "r" } as Context,
  );
const polled = (body: string, status = 200): Reply => ({
  status,
  body,
  headers: { "cache-control": REVALIDATED, "content-type": "text/html" },
});

test("nothing is kept anywhere unless a step says so, no failure ever", async () => {
  expect((await ask({ body: {} })).headers).toMatchObject({ "cache-control": "no-store" });
  const failed = await http(() => Promise.reject(new Error()))(
    { headers: {}, requestContext: { http: { method: "GET" } } } as unknown as APIGatewayProxyEventV2,
    {} as Context,
  );
  expect([failed.statusCode, failed.headers?.["cache-control"]]).toEqual([500, "no-store"]);
});

test("what is asked for again and again is sent once: the same tag, also a weak one or one of several, is answered with 304", async () => {
  const first = await ask(polled("<p>one</p>"));
  const tag = String(first.headers?.etag);
  expect([first.statusCode, first.headers?.["cache-control"]]).toEqual([200, "private, no-cache"]);
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await ask(polled("<p>one</p>"), { known });
    expect([again.statusCode, again.body, again.headers?.etag, again.headers?.["content-type"]]).toEqual([304, undefined, tag, undefined]);
    expect(again.headers).toMatchObject({ "cache-control": "private, no-cache", "x-request-id": "r" });
  }
  expect(await ask(polled("<p>two</p>"), { known: tag })).toMatchObject({ statusCode: 200, body: "<p>two</p>" });
});

test("only a GET that went well is compared", async () => {
  const tag = String((await ask(polled("x"))).headers?.etag);
  expect((await ask(polled("x"), { method: "POST", known: tag })).statusCode).toBe(200);
  expect((await ask(polled("x", 404), { known: tag })).statusCode).toBe(404);
  expect((await ask({ body: "x" }, { known: tag })).statusCode).toBe(200);
});
