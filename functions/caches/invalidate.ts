import { freeGroups } from "../../core/caches/free-groups.ts";
import { CacheInvalidation } from "../../core/messages.ts";
import { now } from "../adapters/clock.ts";
import { invalidations } from "../adapters/dynamo/invalidations.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { cacheInvalidationsWorker } from "../adapters/sqs/cache-invalidations-worker.ts";
import { worker } from "../edges/queue.ts";

const ports = { ownerCaches, invalidations, now };

/** CacheInvalidations: the owner caches of these groups are stale. */
export const handler = worker(
  { message: CacheInvalidation, source: cacheInvalidationsWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  (message) => freeGroups(ports, message),
);
