import { unmarshall } from "@aws-sdk/util-dynamodb";
import { followProject } from "../../core/projects/follow-project.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { rosters } from "../adapters/dynamo/rosters.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { projectDeletions } from "../adapters/sqs/project-deletions.ts";
import { stream } from "../edges/stream.ts";

const ports = { organizations, projects, rosters, projectDeletions, analyticsEvents };

/** The table's stream, new projects and deletions only. The key says which: `ORG#{organization}`, `PROJECT#{project}`. */
export const handler = stream(
  {
    read: ({ dynamodb }) => {
      const [kind, projectId] = dynamodb?.Keys?.sk?.S?.split("#") ?? [];
      const organizationId = Number(dynamodb?.Keys?.pk?.S?.split("#")[1]);
      const of = { organizationId, projectId: Number(projectId) };
      if (kind === "DELETION") return { ...of, deleted: true as const };
      const { createdAt, platform = null, createdBy = null } = unmarshall(dynamodb?.NewImage as Image) as Created;
      return { ...of, deleted: false as const, createdAt, platform, createdBy };
    },
    context: ({ organizationId, projectId }) => ({ organization: organizationId, project: projectId }),
  },
  (change) => followProject(ports, change),
);

type Image = Parameters<typeof unmarshall>[0];
type Created = { createdAt: number; platform?: string | null; createdBy?: number };
