import { createCanonicalRequest, createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalRequest, queryHash } from "../../../../core/jira-cloud/connect/query-hash.ts";

const asked = (method: string, url: string) => {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return { method, path, query: new URLSearchParams(query) };
};

describe("the query-string hash", () => {
  test.each([
    ["get", "/extensions/jira/configure/?a=1&b=2&c=3&test=pass", "36f43b88d6a8cdf89bb8f744e2378bb0ceb6378e80ab0b513082a8b72396bccc"],
    ["GET", "/rest/api/2/serverInfo?user=me&query=1", "de952010640ab2cfd2062781b54e94b78fce16731006db7deeaffceb425fe242"],
    ["POST", "/extensions/jira/issue-updated/", "3f3a9ce11273657e8a715d95ddc04fc69e5a70b5c94513f9ca94917f74384f44"],
    ["POST", "/extensions/jira/installed", "886404de253d3df7b7199be1acd039b25717bf8fe78a410565ea55ce073a53dc"],
    [
      "GET",
      "/rest/api/2/user/assignable/search?query=bob%40example.com&issueKey=APP-1",
      "54e3150e3338b93a8698c53173434b7d5e181221858cec8543162edc8c3641aa",
    ],
    ["GET", "/rest/api/2/search?jql=text+~+%22a b%2Fc%22", "babd9e171891a4a62f82d4c6cc1fca7b88d1cc83a5b3fd7fc67ed67e6d3a6467"],
    [
      "GET",
      "/extensions/jira/configure?jwt=x.y.z&a=1&b=2&c=3&test=pass",
      "36f43b88d6a8cdf89bb8f744e2378bb0ceb6378e80ab0b513082a8b72396bccc",
    ],
  ])("of %s %s", (method, url, hash) => expect(queryHash(asked(method, url))).toBe(hash));

  test.each([
    ["GET", "/"],
    ["GET", ""],
    ["GET", "/a&b/?c"],
    ["GET", "/a?b=2&b=1&b=%2C"],
    ["DELETE", "/a?x=!'()*~-._&X=1&%C3%A4=%E2%82%AC&+=%20"],
    ["PUT", "/rest/api/3/issue/APP-1/properties/com.atlassian.jira.issue:key:status?=&jwt=1&jwt=2"],
  ])("is Atlassian's own for %s %s", (method, url) => {
    expect(canonicalRequest(asked(method, url))).toBe(createCanonicalRequest(fromMethodAndUrl(method, url || "/"), false, ""));
  });

  const text = fc.string({ unit: "grapheme", maxLength: 12 }).map((it) => it.toWellFormed());
  const name = text.filter((it) => it !== "__proto__");
  test("is Atlassian's own, whatever is asked; the order of parameters is nothing to it", () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 6 }), fc.array(text, { maxLength: 3 }), (pairs, segments) => {
        const path = `/${segments.map(encodeURIComponent).join("/")}`.replace(/\/+$/, "");
        const url = `${path}?${new URLSearchParams(pairs)}`;
        expect(queryHash(asked("GET", url))).toBe(createQueryStringHash(fromMethodAndUrl("GET", url), false, ""));
        expect(queryHash(asked("GET", `${path}/?${new URLSearchParams([...pairs].reverse())}`))).toBe(queryHash(asked("GET", url)));
      }),
    ));
});
