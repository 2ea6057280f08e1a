import { expect, test } from "vitest";
import { NotFound } from "../../../core/errors.ts";
import { findInstalled, findTracker } from "../../../core/integrations/find-integration.ts";
import { integrationDetails } from "../../../core/integrations/representation.ts";
import { anIntegration, fakeIntegrations } from "../../support/fake-integrations.ts";

const tracker = anIntegration();
const chat = anIntegration({ id: 42, provider: "discord", externalId: "900" });
const ports = { integrations: fakeIntegrations([tracker, chat]).port };

test("a chat is an integration without switches: none are shown, and none are asked for", async () => {
  const installed = await findInstalled(ports, 11, "42");
  expect(integrationDetails(installed, null)).toMatchObject({
    id: "42",
    provider: { features: [] },
    configOrganization: [],
    configData: {},
  });
  await expect(findTracker(ports, 11, "42")).rejects.toThrow(NotFound);
});

test("a tracker has them", async () => {
  const installed = await findTracker(ports, 11, "41");
  expect(installed.integration.id).toBe(41);
  expect(integrationDetails(installed, null).configData).toHaveProperty("sync_forward_assignment", false);
});
