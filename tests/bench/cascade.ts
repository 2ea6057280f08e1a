import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { projects } from "../../functions/adapters/dynamo/projects.ts";
import { recordCalls } from "../support/calls.ts";
import { putOwnedGroups } from "../support/owned-groups.ts";
import type { World } from "./world.ts";

const GROUPS = 10_000;

/** Removes a project of 10,000 groups with four items beneath each, as the queue's worker does it, one message after the other. */
export async function cascadeRow(world: World, organizationId: number): Promise<string[]> {
  const [project] = (await projects.list(organizationId)).filter((it) => it.slug === "app");
  if (!project) throw new Error("no project to remove");
  const { id: projectId, slug, name } = project;
  await putOwnedGroups({ organizationId, projectId }, 6_000_000, GROUPS);
  await deletions.begin({ organizationId, projectId, slug, name, requestedBy: 1, requestedAt: Date.now() });
  const worker = world.topology.queues.find((it) => it.name === "ProjectDeletionsQueue")?.worker?.fn;
  const body = JSON.stringify({ v: 1, organizationId, projectId });
  const record = { messageId: "cascade", receiptHandle: "bench", body, attributes: { ApproximateReceiveCount: "1" } };

  const { calls, stop } = recordCalls();
  const started = performance.now();
  let messages = 0;
  for (let done = false; !done; messages++) {
    await world.invoke(worker as never, { Records: [record] });
    const deletion = await deletions.byProject(organizationId, projectId);
    done = deletion === null || deletion.finishedAt !== null;
  }
  const seconds = (performance.now() - started) / 1000;
  stop();
  const writes = calls.filter((it) => it.writeUnits > 0);
  const reads = calls.filter((it) => it.writeUnits === 0 && !it.command.includes("Message"));
  const units = writes.reduce((sum, it) => sum + it.writeUnits, 0);
  // One read a message is this loop's own.
  return [GROUPS, messages, writes.length, units, reads.length - messages].map(String).concat(seconds.toFixed(0));
}
