import { Redis } from "@upstash/redis";
import { Resource } from "sst";
import { Unavailable } from "../../../core/errors.ts";
import { checked } from "../../secrets.ts";

type Patience = { milliseconds: number; retries: number };

const PATIENT: Patience = { milliseconds: 2000, retries: 1 };

const connected = new Map<Patience, { url: string; client: Redis }>();

/** The client of the linked database, kept while the function is warm. */
export function redis(patience = PATIENT): Redis {
  const { url, token } = Resource.Redis;
  const known = connected.get(patience);
  if (known?.url === url) return known.client;
  const client = new Redis({
    url: checked("RedisUrl", url),
    token: checked("RedisToken", token),
    retry: { retries: patience.retries, backoff: () => 50 },
    signal: () => AbortSignal.timeout(patience.milliseconds),
    enableTelemetry: false,
    automaticDeserialization: false,
  });
  connected.set(patience, { url, client });
  return client;
}

/** Whatever Redis fails with passes by itself: nothing in it is the only copy of anything. */
export async function orUnavailable<T>(request: Promise<T>, who = "Redis"): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    throw new Unavailable(who, 1, { cause });
  }
}
