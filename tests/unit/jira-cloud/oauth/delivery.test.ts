import { encodeSymmetric, SymmetricAlgorithm } from "atlassian-jwt";
import { describe, expect, test } from "vitest";
import { oauthExternalId } from "../../../../core/jira-cloud/oauth/credentials.ts";
import { clientSecretContext, integrationOfDelivery } from "../../../../core/jira-cloud/oauth/delivery.ts";
import type { Integration } from "../../../../core/trackers/integration.ts";
import { connectJwt } from "../../../../functions/adapters/jira-cloud/connect-jwt.ts";
import { APP } from "../../../support/atlassian/approvals.ts";
import { forged, KEY } from "../../../support/atlassian/tokens.ts";
import { anIntegration, fakeIntegrations } from "../../../support/fake-integrations.ts";

const NOW = Date.UTC(2026, 10, 28);
const EXTERNAL_ID = oauthExternalId(APP.clientId);
const facts = { issuer: "atlassian", url: "/", now: NOW };
const signed = (claims: object, secret = APP.clientSecret, algorithm = SymmetricAlgorithm.HS256) =>
  encodeSymmetric(claims, secret, algorithm);
const lasting = { iat: NOW / 1000, exp: NOW / 1000 + 300 };

function setUp(over: Partial<Integration> = {}) {
  const known = anIntegration({ provider: "jira", externalId: EXTERNAL_ID, sealedWebhookSecret: APP.clientSecret, ...over });
  const { port: integrations, rows } = fakeIntegrations([known]);
  const seal = {
    close: (plain: string) => plain,
    open: (sealed: string, context: string) => {
      if (context !== clientSecretContext(EXTERNAL_ID)) throw new Error("Sealed for something else");
      return sealed;
    },
  };
  const ports = { integrations, seal, jwt: connectJwt, now: () => NOW };
  const verify = (authorization: string | undefined, clientId = APP.clientId) => integrationOfDelivery(ports, { clientId, authorization });
  return { verify, ports, rows };
}

describe("a delivery of a dynamic webhook", () => {
  test.each([
    ["that lasts", lasting],
    ["without times", { iss: "whoever" }],
    ["over for less than a minute", { exp: NOW / 1000 - 59 }],
  ])("with a token of the app's secret %s is the app's", async (_, claims) => {
    expect(await setUp().verify(`Bearer ${signed(claims)}`)).toMatchObject({ externalId: EXTERNAL_ID });
    expect(await setUp().verify(`bearer ${signed(claims)}`)).toMatchObject({ externalId: EXTERNAL_ID });
  });

  test.each([
    ["without a header", undefined],
    ["without a token", "Bearer "],
    ["with another scheme", `JWT ${signed(lasting)}`],
    ["with another secret", `Bearer ${signed(lasting, "another")}`],
    ["with the client id as the secret", `Bearer ${signed(lasting, APP.clientId)}`],
    ["by HS512", `Bearer ${signed(lasting, undefined, SymmetricAlgorithm.HS512)}`],
    ["by no algorithm", `Bearer ${forged({ alg: "none" }, facts, null)}`],
    ["by RSA", `Bearer ${forged({ alg: "RS256" }, facts, { rsa: KEY.privateKey })}`],
    ["that asks for an extension", `Bearer ${forged({ alg: "HS256", crit: ["b64"] }, facts, { hmac: APP.clientSecret })}`],
    ["that is over for five minutes", `Bearer ${signed({ exp: NOW / 1000 - 300 })}`],
    ["that begins in five minutes", `Bearer ${signed({ ...lasting, nbf: NOW / 1000 + 300 })}`],
    ["that is too long", `Bearer ${signed({ ...lasting, x: "x".repeat(9_000) })}`],
    ["that is none", "Bearer x.y.z"],
  ])("%s is refused with 401", async (_, authorization) =>
    expect(setUp().verify(authorization)).rejects.toMatchObject({ status: 401, retry: false }),
  );

  test("of an app that nobody has connected, or that is connected in another way, is refused", async () => {
    const token = `Bearer ${signed(lasting)}`;
    for (const clientId of ["another", "", "../x", "x".repeat(51)])
      await expect(setUp().verify(token, clientId)).rejects.toMatchObject({ status: 401 });
    for (const over of [{ status: "disabled" as const }, { sealedWebhookSecret: null }, { externalId: "tenant" }])
      await expect(setUp(over).verify(token)).rejects.toMatchObject({ status: 401 });
  });

  test("a secret that was replaced since it was remembered is found", async () => {
    const { ports, rows } = setUp();
    const remembered = await ports.integrations.find("jira", EXTERNAL_ID);
    const warm = { ...ports, integrations: { ...ports.integrations, byExternalId: async () => remembered } };
    for (const row of rows.values()) row.sealedWebhookSecret = "the next";
    const delivery = { clientId: APP.clientId, authorization: `Bearer ${signed(lasting, "the next")}` };
    expect(await integrationOfDelivery(warm, delivery)).toMatchObject({ externalId: EXTERNAL_ID });
  });
});
