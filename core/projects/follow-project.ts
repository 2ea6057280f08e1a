import type { AnalyticsEvent, ProjectDeletion } from "../messages.ts";
import { changeRoster } from "../organizations/change-roster.ts";
import type { Organizations, Rosters } from "../organizations/ports.ts";
import type { Sender } from "../ports.ts";
import type { Projects } from "./ports.ts";

/** A project that came, as it came; or one that was deleted. */
export type ProjectChange = { organizationId: number; projectId: number } & (
  | { deleted: true }
  | { deleted: false; createdAt: number; platform: string | null; createdBy: number | null }
);

/**
 * What follows from a project that came or was deleted, once or more often: who can reach it, and the removal of what it owned; a new
 * one is an analytics event (behaviour §10.2).
 */
export async function followProject(
  ports: {
    organizations: Organizations;
    projects: Projects;
    rosters: Rosters;
    projectDeletions: Sender<ProjectDeletion>;
    analyticsEvents: Sender<AnalyticsEvent>;
  },
  change: ProjectChange,
): Promise<void> {
  const { organizationId, projectId } = change;
  if (change.deleted) {
    await ports.projectDeletions.send([{ v: 1, organizationId, projectId }]);
  } else {
    const type = "project.created";
    const data = { organization_id: organizationId, project_id: projectId, user_id: change.createdBy, platform: change.platform };
    await ports.analyticsEvents.send([{ v: 1, id: `${projectId}:${type}`, type, organizationId, timestamp: change.createdAt, data }]);
  }
  // Nothing is changed but what follows: a project that is new is in no copy yet, one that is deleted in no list any more.
  await changeRoster(ports, organizationId, (roster) => roster);
}
