import { Resource } from "sst";
import { source } from "./source.ts";

export const cacheInvalidationsWorker = source(() => Resource.CacheInvalidationsWorker);
