import { describe, expect, test } from "vitest";
import { integrationFromToken, secretContext } from "../../../core/jira-server/webhook-token.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import type { Integrations } from "../../../core/trackers/ports.ts";
import { jwt } from "../../../functions/adapters/jwt.ts";
import { fakeIntegrations } from "../../support/fake-integrations.ts";
import { plainSeal } from "../../support/fakes.ts";

const EXTERNAL_ID = "jira.example.com:lockstep";
const sealed = (secret: string) => plainSeal.close(secret, secretContext("jira_server", EXTERNAL_ID));
const withSecret = (secret: string, over: Partial<Integration> = {}): Integration => ({
  id: 41,
  provider: "jira_server",
  externalId: EXTERNAL_ID,
  name: "lockstep",
  status: "active",
  baseUrl: "https://jira.example.com",
  verifySsl: true,
  ourAccount: "lockstep",
  sealedCredentials: null,
  sealedWebhookSecret: sealed(secret),
  webhookId: "1",
  installations: [],
  ...over,
});

/** A receiver that remembers one state of the integration while the store has another. */
function receiver(remembered: Integration | null, stored: Integration | null) {
  const { port } = fakeIntegrations(stored ? [stored] : []);
  let reads = 0;
  const integrations: Integrations = {
    ...port,
    byExternalId: async () => remembered,
    find: (...key) => {
      reads += 1;
      return port.find(...key);
    },
  };
  const take = (secret: string) => integrationFromToken({ integrations, seal: plainSeal, jwt }, jwt.sign({ id: EXTERNAL_ID }, secret));
  return { take, reads: () => reads };
}

describe("a receiver that remembers an integration", () => {
  test("asks the store for nothing while it fits", async () => {
    const { take, reads } = receiver(withSecret("now"), withSecret("now"));
    expect((await take("now")).secret).toBe("now");
    expect(reads()).toBe(0);
  });

  test.each([
    ["the secret of an earlier set-up", withSecret("before")],
    ["that there was none", null],
    ["that it was switched off", withSecret("now", { status: "disabled" })],
  ])("takes the newest token though it remembers %s", async (_, remembered) => {
    const { take } = receiver(remembered, withSecret("now"));
    expect((await take("now")).integration.sealedWebhookSecret).toBe(sealed("now"));
  });

  test("refuses a wrong token with one read more, and never an older one", async () => {
    const { take, reads } = receiver(withSecret("now"), withSecret("now"));
    await expect(take("forged")).rejects.toThrow("Could not validate JWT");
    expect(reads()).toBe(1);
    await expect(receiver(null, withSecret("now")).take("before")).rejects.toThrow("Could not validate JWT");
  });
});
