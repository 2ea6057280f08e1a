import { followProject } from "../../core/projects/follow-project.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { rosters } from "../adapters/dynamo/rosters.ts";
import { projectDeletions } from "../adapters/sqs/project-deletions.ts";
import { stream } from "../edges/stream.ts";

const ports = { organizations, projects, rosters, projectDeletions };

/** The table's stream, new projects and deletions only. The key says all there is to know: `ORG#{organization}`, `PROJECT#{project}`. */
export const handler = stream(
  {
    read: ({ dynamodb }) => {
      const [kind, projectId] = dynamodb?.Keys?.sk?.S?.split("#") ?? [];
      const organizationId = Number(dynamodb?.Keys?.pk?.S?.split("#")[1]);
      return { organizationId, projectId: Number(projectId), deleted: kind === "DELETION" };
    },
    context: ({ organizationId, projectId }) => ({ organization: organizationId, project: projectId }),
  },
  (change) => followProject(ports, change),
);
