import { changeRoster } from "../organizations/change-roster.ts";
import type { Ports } from "../ports.ts";

type Change = { organizationId: number; projectId: number; deleted: boolean };

/** What follows from a project that came or was deleted, once or more often: who can reach it, and the removal of what it owned. */
export async function followProject(
  ports: Pick<Ports, "organizations" | "projects" | "rosters" | "projectDeletions">,
  { organizationId, projectId, deleted }: Change,
): Promise<void> {
  if (deleted) await ports.projectDeletions.send([{ v: 1, organizationId, projectId }]);
  // Nothing is changed but what follows: a project that is new is in no copy yet, one that is deleted in no list any more.
  await changeRoster(ports, organizationId, (roster) => roster);
}
