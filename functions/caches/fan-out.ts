import { fanOut } from "../../core/caches/fan-out.ts";
import { now } from "../adapters/clock.ts";
import { invalidations } from "../adapters/dynamo/invalidations.ts";
import { ownerships } from "../adapters/dynamo/ownerships.ts";
import { recentGroups } from "../adapters/dynamo/recent-groups.ts";
import { log } from "../adapters/log.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { cacheInvalidations } from "../adapters/sqs/cache-invalidations.ts";
import { projectInvalidations, projectInvalidationsWorker } from "../adapters/sqs/project-invalidations.ts";
import { worker } from "../edges/queue.ts";

const ports = { ownerships, ownerCaches, invalidations, recentGroups, cacheInvalidations, projectInvalidations, now, log };

/** ProjectInvalidations: what is cached about a project's groups holds no more; their memory is freed step by step. */
export const handler = worker(
  {
    source: projectInvalidationsWorker,
    context: ({ organizationId, projectId }) => ({ organization: organizationId, project: projectId }),
  },
  (message) => fanOut(ports, message),
);
