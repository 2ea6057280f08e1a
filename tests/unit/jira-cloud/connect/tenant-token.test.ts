import { describe, expect, test } from "vitest";
import { sharedSecretContext, tenantOfHeader, tenantOfToken } from "../../../../core/jira-cloud/connect/tenant-token.ts";
import type { Integration } from "../../../../core/trackers/integration.ts";
import { connectJwt } from "../../../../functions/adapters/jira-cloud/connect-jwt.ts";
import { forged, KEY, tenantToken } from "../../../support/atlassian/tokens.ts";
import { anIntegration, fakeIntegrations } from "../../../support/fake-integrations.ts";

const NOW = Date.UTC(2026, 10, 28);
const TENANT = "ba4c9a3e-0e5a-3d0c-a1c8-51a5e2f2d6b3";
const SECRET = "a secret that Jira shares with us";
const URL_OF_WEBHOOK = "/extensions/jira/issue-updated/?user_id=557058%3A1&user_key=ada";
const asked = (url = URL_OF_WEBHOOK, method = "POST") => {
  const [path = "", query = ""] = url.split("?");
  return { method, path, query: new URLSearchParams(query) };
};
const facts = { issuer: TENANT, url: URL_OF_WEBHOOK, now: NOW };

function setUp(over: Partial<Integration> = {}, seals = sharedSecretContext(TENANT)) {
  const known = anIntegration({ provider: "jira", externalId: TENANT, sealedWebhookSecret: SECRET, ...over });
  const { port: integrations, rows } = fakeIntegrations([known]);
  let reads = 0;
  const counted = (read: typeof integrations.find): typeof integrations.find => {
    return (provider, id) => {
      reads += 1;
      return read(provider, id);
    };
  };
  const seal = {
    close: (plain: string) => plain,
    open: (sealed: string, context: string) => {
      if (context !== seals) throw new Error("Sealed for something else");
      return sealed;
    },
  };
  const ports = {
    integrations: { ...integrations, byExternalId: counted(integrations.byExternalId), find: counted(integrations.find) },
    seal,
    jwt: connectJwt,
    now: () => NOW,
  };
  const verify = (token: string, url?: string, method?: string) => tenantOfHeader(ports, `JWT ${token}`, asked(url, method));
  return { ports, rows, verify, reads: () => reads };
}

describe("a request of a tenant", () => {
  test("that Atlassian's own library signs is taken, with any scheme word in front, parameters in any order, one read", async () => {
    const { ports, verify, reads } = setUp();
    const token = tenantToken({ ...facts, secret: SECRET });
    expect(await verify(token)).toMatchObject({ externalId: TENANT });
    expect(reads()).toBe(1);
    for (const scheme of ["JWT", "Bearer", "x"]) await tenantOfHeader(ports, `${scheme} ${token}`, asked());
    await verify(token, "/extensions/jira/issue-updated?user_key=ada&user_id=557058%3A1");
  });

  const stale = (seconds: number) => ({ iat: NOW / 1000 - seconds - 180, exp: NOW / 1000 - seconds });
  const hs256 = { alg: "HS256", typ: "JWT" };
  const token = (over: object) => tenantToken({ ...facts, secret: SECRET, over });
  const REFUSED: [string, string][] = [
    ["signed with another secret", tenantToken({ ...facts, secret: "another" })],
    ["of an issuer that is not known", tenantToken({ ...facts, issuer: "somebody", secret: SECRET })],
    ["without an issuer", token({ iss: undefined })],
    ["without a hash", token({ qsh: undefined })],
    ["of a context", token({ qsh: "context-qsh" })],
    ["of another request", tenantToken({ ...facts, url: "/extensions/jira/issue-updated/", secret: SECRET })],
    ["of another path", tenantToken({ ...facts, url: URL_OF_WEBHOOK.replace("updated", "deleted"), secret: SECRET })],
    ["of another method", tenantToken({ ...facts, method: "GET", secret: SECRET })],
    ["with a second value for a parameter", tenantToken({ ...facts, url: `${URL_OF_WEBHOOK}&user_key=bob`, secret: SECRET })],
    ["that is over since the leeway", token(stale(61))],
    ["that is over for five minutes", token(stale(300))],
    ["that begins in five minutes", token({ nbf: NOW / 1000 + 300 })],
    ["that never ends", token({ exp: undefined })],
    ["with an end that is a text", token({ exp: "tomorrow" })],
    ["without a signature", forged({ alg: "none" }, facts, null)],
    ["signed by no algorithm, with a signature", forged({ alg: "none" }, facts, { hmac: SECRET })],
    ["signed by HS512", forged({ ...hs256, alg: "HS512" }, facts, { hmac: SECRET }, "sha512")],
    ["with its algorithm in lower case", forged({ ...hs256, alg: "hs256" }, facts, { hmac: SECRET })],
    ["signed by RSA", forged({ ...hs256, alg: "RS256" }, facts, { rsa: KEY.privateKey })],
    ["signed with a public key as the secret", forged(hs256, facts, { hmac: KEY.publicKey })],
    ["that asks for an extension", forged({ ...hs256, crit: ["exp"] }, facts, { hmac: SECRET })],
    ["with a key of its own in the header", forged({ ...hs256, jwk: { kty: "oct", k: "c2VjcmV0" } }, facts, { hmac: "secret" })],
    ["of 9,000 characters", token({ context: "x".repeat(9000) })],
    ["that is none", "x"],
    ["that is three parts of nothing", ".."],
  ];
  test.each(REFUSED)("%s is refused with 401", async (_, text) => {
    const failure = await setUp()
      .verify(text)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 401, retry: false, message: expect.stringMatching(/^The token is refused: /) });
    expect(String(failure)).not.toContain(SECRET);
  });

  test("nothing is read for what cannot be right whoever it is of", async () => {
    for (const over of [{ qsh: "context-qsh" }, { iss: undefined }]) {
      const { verify, reads } = setUp();
      await expect(verify(token(over))).rejects.toMatchObject({ status: 401 });
      expect(reads()).toBe(0);
    }
  });

  test.each([undefined, "", "JWT", "JWT ", `JWT${tenantToken({ ...facts, secret: SECRET })}`])("the header %s has none", async (header) =>
    expect(tenantOfHeader(setUp().ports, header, asked())).rejects.toMatchObject({ status: 401, message: expect.stringContaining("none") }),
  );

  test("a clock that differs by less than a minute is no matter", async () => {
    const { verify } = setUp();
    for (const over of [stale(59), { nbf: NOW / 1000 + 59 }]) expect(await verify(token(over))).toMatchObject({ externalId: TENANT });
  });

  test("one that was uninstalled, or is connected in another way, is not known", async () => {
    const good = token({});
    for (const { verify } of [
      setUp({ status: "disabled" }),
      setUp({ sealedWebhookSecret: null }),
      setUp({}, "webhook-secret:jira"),
      setUp({ provider: "jira_server" }),
    ])
      await expect(verify(good)).rejects.toMatchObject({ status: 401, message: expect.stringContaining("nobody who is connected") });
  });

  test("a secret that was replaced since it was remembered is found; the old one is not taken any more", async () => {
    const { ports, rows } = setUp();
    const remembered = await ports.integrations.find("jira", TENANT);
    const warm = { ...ports, integrations: { ...ports.integrations, byExternalId: async () => remembered } };
    for (const row of rows.values()) row.sealedWebhookSecret = "the next";
    const next = tenantToken({ ...facts, secret: "the next" });
    expect(await tenantOfHeader(warm, `JWT ${next}`, asked())).toMatchObject({ externalId: TENANT });
    await expect(tenantOfHeader(ports, `JWT ${token({})}`, asked())).rejects.toMatchObject({ status: 401 });
  });

  test("a page takes what stands for its user, where it says so", async () => {
    const { ports } = setUp();
    const ofContext = token({ qsh: "context-qsh" });
    const page = { token: ofContext, asked: asked("/extensions/jira/issue/APP-1/", "GET") };
    expect(await tenantOfToken(ports, { ...page, context: true })).toMatchObject({ externalId: TENANT });
    await expect(tenantOfToken(ports, page)).rejects.toMatchObject({ status: 401 });
    const ofAnother = tenantToken({ ...facts, secret: SECRET });
    await expect(tenantOfToken(ports, { ...page, token: ofAnother, context: true })).rejects.toMatchObject({ status: 401 });
  });
});
