import { describe, expect, test } from "vitest";
import { Unavailable } from "../../../../core/errors.ts";
import { installedTenant } from "../../../../core/jira-cloud/connect/install-token.ts";
import { connectJwt } from "../../../../functions/adapters/jira-cloud/connect-jwt.ts";
import { forged, installToken, KEY, KID, OTHER_KEY } from "../../../support/atlassian/tokens.ts";

const NOW = Date.UTC(2026, 10, 28);
const AUDIENCE = "https://errors.example.com";
const asked = { method: "POST", path: "/extensions/jira/installed/", query: new URLSearchParams() };
const facts = { issuer: "tenant-1", url: "/extensions/jira/installed", now: NOW, audience: AUDIENCE };

function setUp(keys: Record<string, string> = { [KID]: KEY.publicKey }) {
  const fetched: string[] = [];
  const connectKeys = {
    find: async (kid: string) => {
      fetched.push(kid);
      return keys[kid] ?? null;
    },
  };
  const ports = { jwt: connectJwt, connectKeys, now: () => NOW };
  const verify = (token: string, more: Partial<typeof ports> = {}) =>
    installedTenant({ ...ports, ...more }, { authorization: `JWT ${token}`, asked, audience: AUDIENCE });
  return { verify, fetched };
}

describe("an installation", () => {
  test("that Atlassian signed says which tenant it is of", async () => {
    const { verify, fetched } = setUp();
    expect(await verify(installToken(facts))).toBe("tenant-1");
    expect(await verify(installToken({ ...facts, over: { aud: AUDIENCE } }))).toBe("tenant-1");
    expect(fetched).toEqual([KID, KID]);
  });

  const header = { alg: "RS256", typ: "JWT", kid: KID };
  const withAudience = { ...facts, over: { aud: [AUDIENCE] } };
  const UNASKED: [string, string][] = [
    ["without kid", forged({ alg: "RS256" }, withAudience, { rsa: KEY.privateKey })],
    ["with HS256 and a kid", forged({ ...header, alg: "HS256" }, withAudience, { hmac: KEY.publicKey })],
    ["with no algorithm", forged({ ...header, alg: "none" }, withAudience, null)],
    ["for another app", installToken({ ...facts, audience: "https://other.example.com" })],
    ["for nobody", installToken({ ...facts, over: { aud: undefined } })],
    ["for another address", installToken({ ...facts, url: "/extensions/jira/uninstalled" })],
    ["for a page", installToken({ ...facts, over: { qsh: "context-qsh" } })],
    ["without an issuer", installToken({ ...facts, over: { iss: undefined } })],
    ...["../../etc/passwd", "..%2Fkeys", "a/b", "a?b", "a#b", "http://evil.example", "a.b", "", " ", "ä", `${KID}\n`, "x".repeat(101)].map(
      (kid): [string, string] => [`with the kid ${JSON.stringify(kid.slice(0, 30))}`, installToken({ ...facts, kid })],
    ),
  ];
  test.each(UNASKED)("%s is refused, and no key is fetched for it", async (_, token) => {
    const { verify, fetched } = setUp();
    await expect(verify(token)).rejects.toMatchObject({ status: 401 });
    expect(fetched).toEqual([]);
  });

  test.each([
    ["with another key", installToken({ ...facts, privateKey: OTHER_KEY.privateKey })],
    ["with a key that Atlassian has not", installToken({ ...facts, kid: "another-key" })],
    ["more than a minute too late", installToken({ ...facts, now: NOW - 241_000 })],
    ["for five minutes from now", installToken({ ...facts, over: { nbf: NOW / 1000 + 300 } })],
  ])("%s is refused", async (_, token) => expect(setUp().verify(token)).rejects.toMatchObject({ status: 401 }));

  test("what Atlassian's keys cannot be had for is asked for again", async () => {
    const connectKeys = { find: () => Promise.reject(new Unavailable("Atlassian")) };
    await expect(setUp().verify(installToken(facts), { connectKeys })).rejects.toMatchObject({ status: 503 });
  });

  test("what Atlassian's server answers may be no key", async () =>
    expect(setUp({ [KID]: "<html>" }).verify(installToken(facts))).rejects.toMatchObject({ status: 401 }));
});
