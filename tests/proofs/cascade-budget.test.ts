import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProjectDeletion } from "../../core/messages.ts";
import { cascade, GROUPS_PER_STEP } from "../../core/projects/cascade.ts";
import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { projectContents } from "../../functions/adapters/dynamo/project-contents.ts";
import { recordCalls } from "../support/calls.ts";
import { fakeLog, fakeSender } from "../support/fakes.ts";
import { putOwnedGroups } from "../support/owned-groups.ts";
import { aStoredProject, wholeTable } from "../support/owned-project.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const GROUPS = 1_000;
/** For 10,000 groups with four items beneath each. */
const MOST_WRITES = 1_700;

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

test("1,000 groups with four items beneath each go in a tenth of the write requests that 10,000 may take, and nothing else goes", async () => {
  const neighbour = await aStoredProject(11, "neighbour");
  await putOwnedGroups({ organizationId: 11, projectId: neighbour.id }, 900_000, 3);
  const before = await wholeTable();
  const { id: projectId, slug, name } = await aStoredProject(11, "web");
  await putOwnedGroups({ organizationId: 11, projectId }, 100_000, GROUPS);
  await deletions.begin({ organizationId: 11, projectId, slug, name, requestedBy: 1, requestedAt: 1 });

  const message: ProjectDeletion = { v: 1, organizationId: 11, projectId };
  const projectDeletions = fakeSender<ProjectDeletion>();
  const ports = { deletions, projectContents, projectDeletions, now: () => 2, log: fakeLog() };
  const { calls, stop } = recordCalls();
  let steps = 0;
  for (let next: ProjectDeletion | undefined = message; next; next = projectDeletions.sent.shift()) {
    await cascade(ports, next);
    steps += 1;
  }
  stop();
  const writes = calls.filter((it) => it.writeUnits > 0);
  expect(writes.length).toBeLessThanOrEqual((MOST_WRITES * GROUPS) / 10_000);
  expect(steps).toBeLessThanOrEqual(Math.ceil(GROUPS / GROUPS_PER_STEP) + 3);
  expect(await deletions.byProject(11, projectId)).toMatchObject({ counted: GROUPS, done: GROUPS, finishedAt: 2 });
  const after = await wholeTable();
  for (const { pk, sk } of [keys.deletion(11, projectId), keys.auditEntry(11, 1, `PROJECT_REMOVE#${projectId}`)])
    expect(after.delete(`${pk} ${sk}`)).toBe(true);
  expect(after).toEqual(before);
});
