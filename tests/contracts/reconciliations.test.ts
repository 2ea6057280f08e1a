import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYNC_OFF } from "../../core/sync/integration.ts";
import type { Reconciliations } from "../../core/sync/ports.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { reconciliations } from "../../functions/adapters/dynamo/reconciliations.ts";
import { fakeReconciliations } from "../support/fake-reconciliations.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

let serial = 0;
const aJira = () => {
  serial += 1;
  return {
    id: 4200 + serial,
    provider: "jira_server" as const,
    externalId: `jira-${serial}.example.com:lockstep`,
    name: "lockstep",
    status: "active" as const,
    baseUrl: `https://jira-${serial}.example.com`,
    site: { baseUrl: `https://jira-${serial}.example.com`, verifySsl: true },
    sealedCredentials: null,
    sealedWebhookSecret: null,
    webhookId: null,
    installations: [{ organizationId: 1200 + serial, status: "active" as const, config: SYNC_OFF }],
  };
};
const installed = async (at: number) => {
  const jira = aJira();
  await integrations.install(jira, { replaces: null, by: 7, at });
  return jira;
};

describe.each([
  [
    "fake",
    async (at: number) => {
      const { provider, externalId } = aJira();
      return { port: fakeReconciliations([{ provider, externalId, until: at, failure: null }]).port, provider, externalId };
    },
  ],
  ["DynamoDB", async (at: number) => ({ port: reconciliations as Reconciliations, ...(await installed(at)) })],
])("reconciliations (%s)", (_, make) => {
  test("begin when an integration is installed", async () => {
    const { port, provider, externalId } = await make(1000);
    const begun = { provider, externalId, until: 1000, failure: null };
    expect(await port.find(provider, externalId)).toEqual(begun);
    expect(await port.list()).toContainEqual(begun);
    expect(await port.find(provider, "another")).toBeNull();
  });

  test("move forward only, and remember why they do not", async () => {
    const { port, ...jira } = await make(1000);
    const failure = { at: 1500, kind: "unauthorized", text: "No." };
    await port.record(jira, { failure });
    expect(await port.find(jira.provider, jira.externalId)).toMatchObject({ until: 1000, failure });
    await port.record(jira, { failure: null, until: 3000 });
    await port.record(jira, { failure: null, until: 2000 });
    expect(await port.find(jira.provider, jira.externalId)).toMatchObject({ until: 3000, failure: null });
  });

  test("of what is not installed are not begun by recording", async () => {
    const { port } = await make(1000);
    await port.record({ provider: "jira_server", externalId: "gone" }, { failure: null, until: 5 });
    expect(await port.find("jira_server", "gone")).toBeNull();
  });
});

test("end with the integration; one that is set up again without that goes on from where it was", async () => {
  const jira = await installed(1000);
  await integrations.install({ ...jira, sealedWebhookSecret: "another" }, { replaces: jira, by: 7, at: 9000 });
  expect(await reconciliations.find(jira.provider, jira.externalId)).toMatchObject({ until: 1000 });
  await integrations.disable(jira, { organizationId: jira.installations[0]?.organizationId ?? 0, by: 7, at: 9500 });
  expect(await reconciliations.find(jira.provider, jira.externalId)).toBeNull();
});
