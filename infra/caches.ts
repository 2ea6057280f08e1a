import { routes } from "../functions/caches/routes.ts";
import { reads, redis, using, writes } from "./access.ts";
import { web } from "./api.ts";
import { worker } from "./queue.ts";

const frees = using(writes, redis);
// A minute apart in the end: nothing that is stale in the cache outlives a day, so nothing has to be given up before most of one.
const attempts = 1_000;
export const sendsCacheInvalidations = worker("CacheInvalidations", "functions/caches/invalidate.handler", frees, { attempts });

export const sendsProjectInvalidations = worker(
  "ProjectInvalidations",
  "functions/caches/fan-out.handler",
  using(frees, sendsCacheInvalidations),
  { batch: 1, timeoutSeconds: 60, attempts, continues: true },
);
web("caches", routes, reads);
