import { redis } from "./access.ts";
import { worker } from "./queue.ts";

export const sendsCacheInvalidations = worker("CacheInvalidations", "functions/caches/invalidate.handler", redis);
