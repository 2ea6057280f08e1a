import { Redis } from "@upstash/redis";
import { Resource } from "sst";
import { Unavailable } from "../../../core/errors.ts";

let connected: { url: string; client: Redis } | undefined;

/** The client of the linked database, kept while the function is warm. */
export function redis(): Redis {
  const { url, token } = Resource.Redis;
  if (connected?.url !== url) {
    const client = new Redis({
      url,
      token,
      retry: { retries: 1, backoff: () => 50 },
      signal: () => AbortSignal.timeout(2000),
      enableTelemetry: false,
      automaticDeserialization: false,
    });
    connected = { url, client };
  }
  return connected.client;
}

/** Whatever Redis fails with passes by itself: nothing in it is the only copy of anything. */
export async function orUnavailable<T>(request: Promise<T>, who = "Redis"): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    throw new Unavailable(who, 1, { cause });
  }
}
