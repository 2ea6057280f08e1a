import { cascade } from "../../core/projects/cascade.ts";
import { now } from "../adapters/clock.ts";
import { deletions } from "../adapters/dynamo/deletions.ts";
import { projectContents } from "../adapters/dynamo/project-contents.ts";
import { log } from "../adapters/log.ts";
import { projectDeletions, projectDeletionsWorker } from "../adapters/sqs/project-deletions.ts";
import { worker } from "../edges/queue.ts";

const ports = { deletions, projectContents, projectDeletions, now, log };

/** ProjectDeletions: the next step of removing what a project owned. */
export const handler = worker(
  {
    source: projectDeletionsWorker,
    context: ({ organizationId, projectId }) => ({ organization: organizationId, project: projectId }),
  },
  (message) => cascade(ports, message),
);
