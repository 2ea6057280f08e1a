import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { collapsing, viewerFunction } from "../../../infra/local/edge.ts";
import { synthesize } from "../../../infra/local/sst.ts";

const { viewerRequest, cacheHeaders } = await synthesize();

describe("what CloudFront runs first", () => {
  test.each([
    ["/", "/"],
    ["/api/0/", "/api/0"],
    ["/api/0", "/api/0"],
    ["/api/0/issues/a%2Fb/", "/api/0/issues/a%2Fb"],
    ["/api/0//", "/api/0/"],
    ["//", "/"],
  ])("takes one slash from the end of %s", (uri, rewritten) => expect(viewerFunction(viewerRequest)(uri)).toBe(rewritten));
});

describe("requests that are under way for one cache key get one answer", () => {
  type Asked = { method?: string; url?: string; headers?: Record<string, string> };
  /** How many of two requests reach the API while neither is answered. */
  const reached = async (first: Asked, second: Asked) => {
    const collapse = collapsing<number>(cacheHeaders);
    const { promise, resolve } = Promise.withResolvers<void>();
    let count = 0;
    const ask = async () => {
      const mine = ++count;
      await promise;
      return mine;
    };
    const requests = [first, second].map((it) => ({ method: "GET", url: "/api/0/", headers: {}, ...it }) as IncomingMessage);
    const answers = requests.map((it) => collapse(it, ask));
    resolve();
    expect((await Promise.all(answers)).at(-1)).toBe(count);
    await collapse(requests[0]!, ask);
    return count - 1;
  };

  test("the very same request is asked once, and anew when it is answered", async () => expect(await reached({}, {})).toBe(1));

  test.each(["authorization", "x-sentry-auth", "if-none-match", "cookie"])("who differs in %s shares nothing", async (name) => {
    expect(await reached({ headers: { [name]: "one" } }, { headers: { [name]: "two" } })).toBe(2);
    expect(await reached({ headers: { [name]: "one" } }, {})).toBe(2);
  });

  test("nor do two addresses, queries or methods", async () => {
    expect(await reached({}, { url: "/api/0/?a" })).toBe(2);
    expect(await reached({}, { method: "HEAD" })).toBe(2);
    expect(await reached({ method: "POST" }, { method: "POST" })).toBe(2);
  });
});
