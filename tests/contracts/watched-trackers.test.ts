import { afterAll, beforeAll, expect, test } from "vitest";
import { SYNC_OFF } from "../../core/trackers/integration.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
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
    verifySsl: true,
    ourAccount: "JIRAUSER1",
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

test("a tracker is watched from when it is installed", async () => {
  const { id, provider, externalId } = await installed(1000);
  const begun = { provider, externalId, integrationId: id, until: 1000, failure: null, clock: null, paused: null };
  expect(await watched.find({ provider, externalId })).toEqual(begun);
  expect(await watched.list()).toContainEqual(begun);
  expect(await watched.find({ provider, externalId: "another" })).toBeNull();
});

test("a chat is not: there is nothing in it to compare", async () => {
  const chat = { ...aJira(), provider: "discord" as const };
  await integrations.install(chat, { replaces: null, by: 7, at: 1000 });
  expect(await integrations.find(chat.provider, chat.externalId)).toEqual(chat);
  expect(await watched.find(chat)).toBeNull();
});

test("what is known of it moves forward only; the rest is as it was said last", async () => {
  const jira = await installed(1000);
  const failure = { at: 1500, kind: "unauthorized", text: "No." };
  await watched.record(jira, { failure, paused: { until: 2000, times: 1 } });
  expect(await watched.find(jira)).toMatchObject({ until: 1000, failure, paused: { until: 2000, times: 1 } });
  await watched.record(jira, { failure: null, paused: null, until: 3000, clock: { low: -1, high: 1, at: 2 } });
  await watched.record(jira, { until: 2000, failure });
  expect(await watched.find(jira)).toMatchObject({ until: 3000, failure: null, paused: null, clock: { low: -1, high: 1, at: 2 } });
});

test("what comparing put right is counted for each organization, however many count at once, and stays when it is set up again", async () => {
  const jira = await installed(1000);
  await Promise.all([5, 6, 7].map((at) => watched.repaired(jira, { organizations: at === 6 ? [1, 2] : [1], at: at * 1000 })));
  expect((await watched.find(jira))?.repaired).toMatchObject({ 1: { count: 3 }, 2: { count: 1, at: 6000 } });
  await integrations.install({ ...jira, sealedWebhookSecret: "another" }, { replaces: jira, by: 7, at: 9000 });
  expect((await watched.find(jira))?.repaired?.[1]?.count).toBe(3);
  await watched.repaired({ provider: "jira_server", externalId: "gone" }, { organizations: [1], at: 5 });
  expect(await watched.find({ provider: "jira_server", externalId: "gone" })).toBeNull();
});

test("what is not installed is not watched by recording", async () => {
  for (const news of [{ failure: null, until: 5 }, { failure: null }])
    await watched.record({ provider: "jira_server", externalId: "gone" }, news);
  expect(await watched.find({ provider: "jira_server", externalId: "gone" })).toBeNull();
});

test("it ends with the integration; one that is set up again goes on from where it was, and is asked at once", async () => {
  const jira = await installed(1000);
  await watched.record(jira, { paused: { until: 9_999_999, times: 4 } });
  await integrations.install({ ...jira, sealedWebhookSecret: "another" }, { replaces: jira, by: 7, at: 9000 });
  expect(await watched.find(jira)).toMatchObject({ until: 1000, paused: null });
  await integrations.disable(jira, { organizationId: jira.installations[0]?.organizationId ?? 0, by: 7, at: 9500 });
  expect(await watched.find(jira)).toBeNull();
});
