import { afterAll, beforeAll, expect, test } from "vitest";
import type { Secrets } from "../../core/operations/reseal.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { sealedSecrets } from "../../functions/adapters/dynamo/sealed-secrets.ts";
import { anIntegration } from "../support/fake-integrations.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

async function all(): Promise<Secrets[]> {
  const found: Secrets[] = [];
  for await (const page of sealedSecrets.pages()) found.push(...page);
  return found;
}
const stored = (externalId: string) => integrations.find("jira_server", externalId);

async function connected(name: string, over: Partial<Integration> = {}) {
  const jira = anIntegration({ externalId: `${name}:lockstep`, sealedCredentials: "credentials", sealedWebhookSecret: "secret", ...over });
  await integrations.put(jira);
  const secrets = (await all()).find((it) => it.externalId === jira.externalId);
  if (!secrets) throw new Error("what was connected is not among what is kept sealed");
  return { jira, secrets };
}

test("what is kept sealed is replaced by what was sealed anew, and nothing else of it is", async () => {
  const former = [{ sealed: "secret of before", until: 9 }];
  const { jira, secrets } = await connected("replaced", { formerWebhookSecrets: former });
  expect(secrets).toEqual({
    ...{ id: jira.id, provider: "jira_server", externalId: jira.externalId },
    ...{ sealedCredentials: "credentials", sealedWebhookSecret: "secret", formerWebhookSecrets: former },
  });
  const anew = { sealedCredentials: "anew", sealedWebhookSecret: "secret anew", formerWebhookSecrets: [] };
  expect(await sealedSecrets.replace(secrets, { ...secrets, ...anew })).toBe(true);
  expect(await stored(jira.externalId)).toEqual({ ...jira, ...anew });
});

test.each([
  ["credentials", { sealedCredentials: "renewed meanwhile" }],
  ["a webhook's secret", { sealedWebhookSecret: "replaced meanwhile" }],
  ["no secrets any more, as it was disconnected", { sealedCredentials: null, sealedWebhookSecret: null }],
])("a tracker that got %s meanwhile keeps them: those of before would lock it out, or let it in", async (name, meanwhile) => {
  const { jira, secrets } = await connected(`meanwhile ${name}`);
  await integrations.put({ ...jira, ...meanwhile });
  const anew = { ...secrets, sealedCredentials: "anew", sealedWebhookSecret: "secret anew" };
  expect(await sealedSecrets.replace(secrets, anew)).toBe(false);
  expect(await stored(jira.externalId)).toEqual({ ...jira, ...meanwhile });
});

test("of more than the store gives at once none is left out", async () => {
  const names = Array.from({ length: 5 }, (_, n) => `many-${n}:lockstep`);
  // The store gives a megabyte at once.
  for (const externalId of names) await integrations.put(anIntegration({ externalId, sealedCredentials: "x".repeat(300_000) }));
  const found = (await all()).map((it) => it.externalId).filter((it) => it.startsWith("many-"));
  expect(found.sort()).toEqual(names);
});
