import type { Ports, Sender } from "../ports.ts";
import { deassign } from "./deassign.ts";
import type { Departure } from "./issue-update.ts";
import { listIssues } from "./list-issues.ts";
import type { GroupOwners, Groups } from "./ports.ts";

/** Issues of one step. */
const IN_STEP = 100;

type Needed = Pick<Ports, "now" | "log"> & { groups: Groups; groupOwners: GroupOwners; issueUpdates: Sender<Departure> };

/**
 * What a team or a member had who is gone is nobody's, each with its activity, up to 100 issues at a time. Issues that get an event move
 * to the front of the list meanwhile, so it goes over all until none is found. Whoever gets an issue meanwhile keeps it. Throws Unavailable.
 */
export async function unassignGone(ports: Needed, projectIds: readonly number[], message: Departure): Promise<void> {
  const { organizationId, gone, after, found } = message;
  const sourceTime = ports.now();
  const { items, next } = await listIssues(ports, {
    ...{ organizationId, projectIds, page: { limit: IN_STEP, cursor: after ?? undefined } },
    matches: ({ state: { assignee } }) => assignee?.type === gone.type && assignee.id === gone.id,
  });
  const targets = items.map(({ group, state }) => ({ ref: { organizationId, projectId: group.projectId, groupId: group.id }, state }));
  if (targets.length > 0) await deassign(ports, targets, { origin: { kind: "system" }, sourceTime, late: true });
  if (next !== null) await ports.issueUpdates.send([{ ...message, after: next, found: found || items.length > 0 }]);
  else if (found || items.length > 0) await ports.issueUpdates.send([{ ...message, after: null, found: false }]);
  ports.log.info("gone.unassigned", { count: items.length });
}
