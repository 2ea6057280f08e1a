import { followProject } from "../../core/projects/follow-project.ts";
import { readProjectChange } from "../adapters/dynamo/changes.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { rosters } from "../adapters/dynamo/rosters.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { projectDeletions } from "../adapters/sqs/project-deletions.ts";
import { stream } from "../edges/stream.ts";

const ports = { organizations, projects, rosters, projectDeletions, analyticsEvents };

/** The table's stream, new projects and deletions only. */
export const handler = stream(
  {
    read: readProjectChange,
    context: ({ organizationId, projectId }) => ({ organization: organizationId, project: projectId }),
  },
  (change) => followProject(ports, change),
);
