import { followProject, type ProjectChange } from "../../core/projects/follow-project.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { rosters } from "../adapters/dynamo/rosters.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { projectDeletions } from "../adapters/sqs/project-deletions.ts";

const ports = { organizations, projects, rosters, projectDeletions, analyticsEvents };

/** What a project that came or goes brings about. */
export const follow = (change: ProjectChange): Promise<void> => followProject(ports, change);

export const contextOf = ({ organizationId, projectId }: ProjectChange) => ({ organization: organizationId, project: projectId });
