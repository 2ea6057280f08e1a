import { describe, expect, test } from "vitest";
import { authenticateKey, claimedKey, dsnKey } from "../../../core/events/authenticate-key.ts";
import type { ProjectKey } from "../../../core/projects/project.ts";

const PUBLIC = "0123456789abcdef0123456789abcdef";
const KEY: ProjectKey = { id: PUBLIC, organizationId: 11, projectId: 22, publicKey: PUBLIC, name: "k", active: true, createdAt: 0 };
const claim = (query: string, headers: Record<string, string> = {}) => claimedKey({ query: new URLSearchParams(query), headers });

test.each([
  ["the query", claim("sentry_version=7&sentry_key=K"), "K"],
  ["the header", claim("", { "x-sentry-auth": "Sentry sentry_key=K, sentry_version=7" }), "K"],
  ["the header, in another order", claim("", { "x-sentry-auth": "Sentry sentry_version=5,sentry_secret=S,sentry_key=K" }), "K"],
  ["Authorization", claim("", { authorization: "Sentry sentry_key=K" }), "K"],
  ["a header of something else", claim("", { authorization: "Bearer sentry_key=K" }), null],
  ["nowhere", claim(""), null],
  ["a DSN", dsnKey({ dsn: "https://K@host.example/22" }), "K"],
  ["no DSN", dsnKey({ dsn: 7 }), null],
  ["no URL", dsnKey({ dsn: "K" }), null],
])("the key is read from %s", (_, found, expected) => expect(found).toBe(expected));

describe("a key is let in", () => {
  const asked: string[] = [];
  const authenticate = (publicKey: string | null, projectId: string, key: ProjectKey | null = KEY) =>
    authenticateKey({ projects: { key: async (it) => (asked.push(it) > 0 ? key : null) } }, publicKey, projectId);

  test("when it is active and of the project", async () => expect(await authenticate(PUBLIC, "22")).toBe(KEY));

  test.each([
    ["without a key", null, "22", KEY, 401],
    ["with an unknown one", PUBLIC, "22", null, 403],
    ["with one that is switched off", PUBLIC, "22", { ...KEY, active: false }, 403],
    ["for another project", PUBLIC, "23", KEY, 403],
    ["for a number that only looks the same", PUBLIC, "022", KEY, 403],
    ["for a number beyond any id", PUBLIC, "18446744073709551615", KEY, 403],
  ])("not %s", async (_, publicKey, projectId, key, status) =>
    expect(authenticate(publicKey, projectId, key)).rejects.toMatchObject({ status }),
  );

  test("and what cannot be one is not looked up", async () => {
    asked.length = 0;
    await expect(authenticate("x".repeat(5000), "22")).rejects.toMatchObject({ status: 403 });
    expect(asked).toEqual([]);
  });
});
