import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Integration, SYNC_OFF } from "../../core/trackers/integration.ts";
import type { Integrations } from "../../core/trackers/ports.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
import { fakeIntegrations } from "../support/fake-integrations.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

let serial = 0;
/** A Jira of its own for each test. */
function aJira(over: Partial<Integration> = {}): Integration {
  serial += 1;
  return {
    id: 4100 + serial,
    provider: "jira_server",
    externalId: `jira-${serial}.example.com:lockstep`,
    name: "lockstep",
    status: "active",
    baseUrl: `https://jira-${serial}.example.com`,
    verifySsl: true,
    ourAccount: "JIRAUSER1",
    sealedCredentials: "sealed credentials",
    sealedWebhookSecret: "sealed secret",
    webhookId: "7",
    installations: [{ organizationId: 1000 + serial, status: "active", config: SYNC_OFF }],
    ...over,
  };
}
const organizationOf = (integration: Integration): number => integration.installations[0]?.organizationId ?? 0;

describe.each([
  ["fake", (): Integrations => fakeIntegrations().port],
  ["DynamoDB", (): Integrations => integrations],
])("integrations (%s)", (_, make) => {
  test("one that is installed is found whole, by its external id and by its organization", async () => {
    const port = make();
    const jira = aJira();
    expect(await port.find(jira.provider, jira.externalId)).toBeNull();
    expect(await port.install(jira, { replaces: null, by: 7, at: 1 })).toBe(true);
    expect(await port.find(jira.provider, jira.externalId)).toEqual(jira);
    expect(await port.byExternalId(jira.provider, jira.externalId)).toEqual(jira);
    expect(await port.list(organizationOf(jira))).toEqual([jira]);
    expect(await port.list(1)).toEqual([]);
    const other = aJira();
    await port.put(other);
    expect([await port.find(other.provider, other.externalId), await port.list(organizationOf(other))]).toEqual([other, [other]]);
  });

  test("is replaced only as it is known: of two at the same time one wins", async () => {
    const port = make();
    const jira = aJira();
    await port.install(jira, { replaces: null, by: 7, at: 1 });
    expect(await port.install({ ...jira, webhookId: "8" }, { replaces: null, by: 7, at: 2 })).toBe(false);
    const next = { ...jira, webhookId: "9", sealedWebhookSecret: "another" };
    expect(await port.install(next, { replaces: jira, by: 7, at: 3 })).toBe(true);
    expect(await port.install({ ...jira, webhookId: "10" }, { replaces: jira, by: 7, at: 4 })).toBe(false);
    expect(await port.find(jira.provider, jira.externalId)).toEqual(next);
  });

  test("leaves what other organizations have of it", async () => {
    const port = make();
    const jira = aJira();
    await port.install(jira, { replaces: null, by: 7, at: 1 });
    await port.disable(jira, { organizationId: organizationOf(jira), by: 7, at: 2 });
    const other = { organizationId: 2000 + serial, status: "active" as const, config: SYNC_OFF };
    await port.install({ ...jira, installations: [other] }, { replaces: jira, by: 8, at: 3 });
    const found = await port.find(jira.provider, jira.externalId);
    expect(found?.installations.map((it) => [it.organizationId, it.status]).sort()).toEqual([
      [organizationOf(jira), "disabled"],
      [other.organizationId, "active"],
    ]);
    // Each organization sees what it has itself.
    for (const { organizationId } of [...jira.installations, other]) {
      const [own] = await port.list(organizationId);
      expect(own?.installations.map((it) => it.organizationId)).toEqual([organizationId]);
    }
  });

  test("is taken from one organization, and stays on for others", async () => {
    const port = make();
    const jira = aJira();
    const other = { organizationId: 3000 + serial, status: "active" as const, config: SYNC_OFF };
    await port.put({ ...jira, installations: [...jira.installations, other] });
    await port.withdraw(jira, { organizationId: organizationOf(jira), by: 7, at: 2 });
    const found = await port.find(jira.provider, jira.externalId);
    expect(found).toMatchObject({ status: "active", sealedCredentials: jira.sealedCredentials });
    expect(found?.installations.map((it) => [it.organizationId, it.status]).sort()).toEqual([
      [organizationOf(jira), "disabled"],
      [other.organizationId, "active"],
    ]);
  });

  test("is configured for one organization", async () => {
    const port = make();
    const jira = aJira();
    await port.install(jira, { replaces: null, by: 7, at: 1 });
    const config = { ...SYNC_OFF, sync_comments: true };
    await port.configure(jira, organizationOf(jira), config);
    expect((await port.find(jira.provider, jira.externalId))?.installations[0]?.config).toEqual(config);
  });

  test("is known to sign what it sends, until it is set up anew", async () => {
    const port = make();
    const jira = aJira();
    await port.install(jira, { replaces: null, by: 7, at: 1 });
    const signs = async () => (await port.byExternalId(jira.provider, jira.externalId))?.signsBodies;
    await port.noteSignature({ ...jira, sealedWebhookSecret: "of an earlier set-up" });
    expect(await signs()).toBeUndefined();
    await port.noteSignature(jira);
    expect(await signs()).toBe(true);
    await port.install({ ...jira, sealedWebhookSecret: "another" }, { replaces: jira, by: 7, at: 2 });
    expect(await signs()).toBeUndefined();
    await port.noteSignature(aJira());
  });

  test("is switched off, forgets its secrets, and can be installed again", async () => {
    const port = make();
    const jira = aJira();
    await port.install(jira, { replaces: null, by: 7, at: 1 });
    await port.disable(jira, { organizationId: organizationOf(jira), by: 7, at: 2 });
    await port.dropSecrets(jira, null);
    const off = await port.find(jira.provider, jira.externalId);
    expect(off).toMatchObject({ status: "disabled", sealedCredentials: null, sealedWebhookSecret: null, webhookId: null });
    expect(off?.installations).toMatchObject([{ status: "disabled" }]);
    expect(await port.install(jira, { replaces: off, by: 7, at: 3 })).toBe(true);
    expect(await port.byExternalId(jira.provider, jira.externalId)).toEqual(jira);
  });
});

test("who installed and removed what is written down", async () => {
  const jira = aJira();
  const organizationId = organizationOf(jira);
  await integrations.install(jira, { replaces: null, by: 7, at: 10 });
  await integrations.disable(jira, { organizationId, by: 8, at: 20 });
  expect(await queryAll(keys.auditEntry(organizationId, 0, "").pk)).toMatchObject([
    { event: "INTEGRATION_ADD", actor: 7, target: jira.id, data: { provider: "jira_server", name: "lockstep" } },
    { event: "INTEGRATION_REMOVE", actor: 8, target: jira.id },
  ]);
});

test("is watched from where it was when it is connected again, is not while it is off, and this process knows of both at once", async () => {
  const jira = aJira();
  const known = () => integrations.byExternalId(jira.provider, jira.externalId);
  await known();
  await integrations.install(jira, { replaces: null, by: 7, at: 100 });
  expect([(await known())?.status, (await watched.find(jira))?.until]).toEqual(["active", 100]);
  await watched.record(jira, { until: 500 });
  const next = { ...jira, sealedWebhookSecret: "another" };
  await integrations.install(next, { replaces: jira, by: 7, at: 900 });
  expect([(await known())?.sealedWebhookSecret, (await watched.find(jira))?.until]).toEqual(["another", 500]);
  await integrations.disable(next, { organizationId: organizationOf(jira), by: 7, at: 1000 });
  expect([(await known())?.status, await watched.find(jira)]).toEqual(["disabled", null]);
});
