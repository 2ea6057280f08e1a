import { Resource } from "sst";
import type { CacheInvalidation } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const cacheInvalidations = sender<CacheInvalidation>(() => Resource.CacheInvalidations.url);
