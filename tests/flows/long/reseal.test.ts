import { afterAll, beforeAll, expect, test } from "vitest";
import { reseal } from "../../../core/operations/reseal.ts";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { sealedSecrets } from "../../../functions/adapters/dynamo/sealed-secrets.ts";
import { isSealedNow, seal } from "../../../functions/adapters/seal.ts";
import { trackers } from "../../../functions/adapters/trackers.ts";
import { startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { linkResources } from "../../support/linked.ts";

let app: App;
let jira: Awaited<ReturnType<typeof startJira>>;
beforeAll(async () => {
  app = await startApp({ own: true });
  jira = await startJira();
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const NEXT = "the-next-sealing-key-of-enough-length";
const now = () => Date.now();
const run = () => reseal({ seal, isSealedNow, sealedSecrets, now });

test("a key is replaced while everything works; with the key of before gone, only what was sealed anew opens", async () => {
  const resources = JSON.parse(app.system.resources);
  const set = (now: string, before: string) => linkResources({ ...resources, SealKey: { value: now }, SealKeyBefore: { value: before } });
  const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_960 });
  const read = async () => (await integrations.find("jira_server", lockstep.externalId))!;
  const first = await read();
  const former = [
    { sealed: first.sealedWebhookSecret!, until: now() + 3_600_000 },
    { sealed: first.sealedWebhookSecret!, until: now() - 1 },
  ];
  await integrations.put({ ...first, formerWebhookSecrets: former });
  expect(await run()).toMatchObject({ resealed: 1, unopened: [] });
  expect(await run()).toMatchObject({ looked: 1, resealed: 0, unopened: [] });

  set(NEXT, "off");
  expect(await run()).toMatchObject({ resealed: 0, unopened: [{ externalId: lockstep.externalId }] });
  set(NEXT, resources.SealKey.value);
  await expect(trackers.of(await read())?.check()).resolves.toMatchObject({ account: "Lockstep" });
  const [one, two] = await Promise.all([run(), run()]);
  expect([one.resealed + two.resealed >= 1, one.unopened, two.unopened]).toEqual([true, [], []]);
  set(NEXT, "off");
  const resealed = await read();
  await expect(trackers.of(resealed)?.check()).resolves.toMatchObject({ account: "Lockstep" });
  expect(resealed.formerWebhookSecrets).toHaveLength(1);
  expect(await run()).toMatchObject({ looked: 1, resealed: 0, unopened: [], changed: 0 });
  linkResources(resources);
});
