import { ownerCacheKeys } from "../../../core/caches/keys.ts";
import type { Ports } from "../../../core/ports.ts";
import { orUnavailable, redis } from "./client.ts";

// About 150 KB a request: Upstash takes 1 MB on its smallest plan.
const KEYS_PER_REQUEST = 4_000;

export const ownerCaches: Ports["ownerCaches"] = {
  async unlink(groupIds) {
    const keys = groupIds.flatMap(ownerCacheKeys);
    for (let at = 0; at < keys.length; at += KEYS_PER_REQUEST) {
      await orUnavailable(redis().unlink(...keys.slice(at, at + KEYS_PER_REQUEST)));
    }
  },
};
