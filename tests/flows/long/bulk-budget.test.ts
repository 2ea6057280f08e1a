import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/app.ts";
import { authenticated, recordCalls } from "../../support/calls.ts";
import { putGroups } from "../../support/many-groups.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ own: true });
});
afterAll(() => app.stop());

test("260 issues in one call: the request writes ten times at most and leaves the rest to a queue, which changes each once", async () => {
  const organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const ids = await putGroups(260, { organizationId, projectId, firstId: 4_000_000_000_011_000, title: "crowded" });
  await app.idle();
  const { calls, stop } = recordCalls();
  const answer = await app.put("/api/0/projects/acme/web/issues/?query=crowded", { status: "resolved" });
  stop();
  expect(answer.body).toMatchObject({ status: "resolved", unfinished: { detail: expect.any(String) } });
  expect(authenticated(calls, "PUT").filter((it) => it.writeUnits > 0).length).toBeLessThanOrEqual(10);
  await app.idle();
  for (const id of [ids[0], ids[259]]) {
    const { status, activity } = (await app.get(`/api/0/issues/${id}/`)).body;
    const resolved = activity.filter((it: { type: string }) => it.type === "set_resolved");
    expect([status, resolved.length]).toEqual(["resolved", 1]);
  }
});
