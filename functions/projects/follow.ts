import { followProject } from "../../core/projects/follow-project.ts";
import type { readProjectChange } from "../adapters/dynamo/changes.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { outbox } from "../adapters/dynamo/outbox.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { rosters } from "../adapters/dynamo/rosters.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { projectDeletions } from "../adapters/sqs/project-deletions.ts";

const ports = { organizations, projects, rosters, projectDeletions, analyticsEvents };

type Change = ReturnType<typeof readProjectChange>;

/** What a project that came or went brings about; then it leaves the outbox. */
export async function follow(change: Change): Promise<void> {
  await followProject(ports, change.project);
  await outbox.done(change);
}

export const contextOf = ({ organizationId, project }: Change) => ({ organization: organizationId, project: project.projectId });
