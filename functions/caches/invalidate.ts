import { freeGroups } from "../../core/caches/free-groups.ts";
import { now } from "../adapters/clock.ts";
import { invalidations } from "../adapters/dynamo/invalidations.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { cacheInvalidationsWorker } from "../adapters/sqs/cache-invalidations.ts";
import { worker } from "../edges/queue.ts";

const ports = { ownerCaches, invalidations, now };

/** CacheInvalidations: the owner caches of these groups are stale. */
export const handler = worker(
  { source: cacheInvalidationsWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  (message) => freeGroups(ports, message),
);
