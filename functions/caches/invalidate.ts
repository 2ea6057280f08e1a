import { CacheInvalidation } from "../../core/messages.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { cacheInvalidationsWorker } from "../adapters/sqs/cache-invalidations-worker.ts";
import { worker } from "../edges/queue.ts";

/** CacheInvalidations: the owner caches of these groups are stale. */
export const handler = worker(
  { message: CacheInvalidation, source: cacheInvalidationsWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  ({ groupIds }) => ownerCaches.unlink(groupIds),
);
