import fc from "fast-check";
import { expect, test } from "vitest";
import { keepJson, sizeOf } from "../../../core/events/kept-json.ts";
import { normalize } from "../../../core/events/normalize.ts";
import { KEEP_ALL, type Privacy } from "../../../core/projects/privacy.ts";
import { FALLBACK_ID, normalized, RECEIVED_AT } from "../../support/sdk-events.ts";

const SECRET = "hunter2-0123456789";
const under = (privacy: Privacy, payload: object) =>
  normalize(new TextEncoder().encode(JSON.stringify(payload)), { receivedAt: RECEIVED_AT, id: FALLBACK_ID, privacy });

test.each<[string, object]>([
  ["a cookie", { request: { url: "https://a.test/", cookies: { id: SECRET }, headers: { Cookie: `id=${SECRET}` } } }],
  ["a cookie in pairs", { request: { url: "https://a.test/", headers: [["SET-COOKIE", SECRET]] } }],
  ["an authorization", { request: { url: "https://a.test/", headers: { Authorization: `Basic ${SECRET}` } } }],
  ["an authorization of a proxy", { request: { url: "https://a.test/", headers: { "proxy-authorization": SECRET, "X-Api-Key": SECRET } } }],
  ["a token in the query", { request: { url: `https://a.test/?access_token=${SECRET}` } }],
  ["a query of its own", { request: { url: "https://a.test/", query_string: `q=1&password=${SECRET}` } }],
  ["credentials of an address", { request: { url: `https://ada:${SECRET}@a.test/` } }],
  ["a form", { request: { url: "https://a.test/", data: `user=ada&password=${SECRET}` } }],
  ["a body of JSON", { request: { url: "https://a.test/", data: JSON.stringify({ user: { passwd: SECRET } }) } }],
  ["a body that was cut off", { request: { url: "https://a.test/", data: `{"password": "${SECRET}` } }],
  ["variables of the server", { request: { url: "https://a.test/", env: { HTTP_AUTHORIZATION: SECRET } } }],
  ["extra, deep", { extra: { a: [{ b: { api_key: SECRET } }] } }],
  ["a context", { contexts: { shop: { clientSecret: SECRET } } }],
  ["headers that a breadcrumb has", { breadcrumbs: [{ data: { headers: { authorization: SECRET } } }] }],
  [
    "an address that a breadcrumb has",
    { breadcrumbs: [{ data: { url: `/pay?token=${SECRET}&x=1` }, message: `GET /pay?token=${SECRET}` }] },
  ],
  ["credentials in a text", { extra: { sent: `curl -H "X: Bearer ${SECRET}"` } }],
  ["a field of the user", { user: { id: 1, data: { session_id: SECRET } } }],
])("%s is never kept", (_, payload) => expect(JSON.stringify(normalized(payload))).not.toContain(SECRET));

test("what is no secret is kept beside them", () => {
  const { request } = normalized({
    request: { url: "https://a.test/x?q=1&token=t", headers: { Accept: "text/html", Cookie: "x" }, data: { n: 1 } },
  });
  const query = [
    ["q", "1"],
    ["token", "[Filtered]"],
  ];
  expect(request).toMatchObject({ url: "https://a.test/x", query, headers: [["Accept", "text/html"]], data: { n: 1 } });
});

test("a project turns off addresses of networks, and of people", () => {
  const payload = {
    user: { id: 7, email: "ada@shop.example", ip_address: "10.1.2.3" },
    request: { url: "https://a.test/", headers: { "X-Forwarded-For": "10.1.2.3", "X-Real-IP": "10.1.2.3" } },
    extra: { customerEmail: "ada@shop.example" },
  };
  expect(normalized(payload).user).toMatchObject({ email: "ada@shop.example", ipAddress: "10.1.2.3" });
  const kept = under({ scrubIPAddresses: true, sensitiveFields: ["Email"] }, payload);
  expect(JSON.stringify(kept)).not.toMatch(/10\.1\.2\.3|ada@/);
  expect(kept.user).toMatchObject({ id: "7", email: null, ipAddress: null });
});

test("of any value as much is kept as the bound says, and it is what was sent, from the front", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 20, max: 400 }), (value, bytes) => {
      const kept = keepJson(value, { bytes, depth: 7 }, KEEP_ALL);
      // The last one that fits a bound of the smallest may be a word instead of it.
      expect(sizeOf(kept)).toBeLessThanOrEqual(bytes + 32);
      if (
        sizeOf(value) <= bytes - 32 &&
        !/pass|pwd|secret|token|key|auth|cred|cookie|session|srf|bearer|basic|:\/\//i.test(JSON.stringify(value))
      )
        expect(kept).toEqual(value);
    }),
  );
});
