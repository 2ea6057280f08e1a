import { Resource } from "sst";
import { CacheInvalidation } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const cacheInvalidations = sender<CacheInvalidation>(() => Resource.CacheInvalidations.url);
export const cacheInvalidationsWorker = /* @__PURE__ */ source(CacheInvalidation, () => Resource.CacheInvalidationsWorker);
