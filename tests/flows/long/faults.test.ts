import { afterAll, beforeAll, expect, test } from "vitest";
import { keys, prefixes, sortKeys } from "../../../functions/adapters/dynamo/keys.ts";
import { type App, startApp } from "../../support/app.ts";
import { injectFaults } from "../../support/fault-injection.ts";
import { connectJira } from "../../support/jira-server.ts";
import { assignmentBody } from "../../support/jira-webhooks.ts";
import { queryAll } from "../../support/store.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Every request that applying one delivery makes, failing before it was done and after it was done without anybody hearing of it. */
const points = [0, 1, 2].flatMap((call) => (["before", "after"] as const).map((when) => ({ call, when })));

test("a fault at any request of apply-change: applied once all the same, every effect there (I1, I2, I3, I7)", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const jira = await connectJira(app, { id: 4_000_000_000_000_800, organizationId });
  const issues: { id: string; delivery: string }[] = [];
  for (const [index, { call, when }] of points.entries()) {
    const { id } = await app.capture({ message: `fault ${index}`, frame: `frame${index}` });
    await jira.link(id, `APP-${index}`);
    issues.push({ id, delivery: `fault-${when}-${call}` });
  }
  const faults = injectFaults(points.map(({ call, when }) => ({ delivery: `fault-${when}-${call}`, call, when })));
  for (const [index, { delivery }] of issues.entries()) {
    const body = assignmentBody({ ticket: `APP-${index}`, email: "ada@example.com", timestamp: Date.now() });
    await jira.deliver(body, { "x-atlassian-webhook-identifier": delivery });
  }
  await app.idle();
  faults.stop();
  expect(faults.hit.sort()).toEqual(points.map(({ call, when }) => `fault-${when}-${call}`).sort());
  for (const { id, delivery } of issues) {
    const items = await queryAll(keys.group(organizationId, Number(id)).pk);
    expect(
      items.filter((it) => String(it.sk).startsWith(prefixes.activity)).map((it) => it.version),
      delivery,
    ).toEqual([1]);
    expect(
      items.find((it) => it.sk === sortKeys.state),
      delivery,
    ).toMatchObject({ version: 1, assignee: { type: "user" } });
    expect(await queryAll(keys.analyticsEvent(organizationId, `${id}:1:issue.assigned`).pk), delivery).toHaveLength(1);
  }
});
