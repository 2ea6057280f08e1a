import { Unavailable } from "../../../core/errors.ts";
import type { Ids } from "../../../core/ports.ts";
import { encodeSnowflake, LOOK_BACK, NULL_REGION, SEQUENCES_PER_SECOND } from "../../../core/projects/snowflake.ts";
import { regionId } from "../settings.ts";
import { leaseIds } from "./lease-ids.ts";

/** Everything that is created shares one space: an id names one thing whatever its kind. */
export const SPACE = "all";

const LARGEST = SEQUENCES_PER_SECOND;
const MOST = SEQUENCES_PER_SECOND * LOOK_BACK;
// An id's time is when it was leased: it should not be long before its use.
const LEASE_MS = 60_000;
// A second apart, while the window of a new or flushed database grows.
const ATTEMPTS = 4;

/**
 * Ids of one space and region. A warm function leases some and serves from memory: one at first, and twice as many as before whenever
 * those are used up within a minute. So all of them together take less than twice what they use, however many there are. Callers at the
 * same time share one lease.
 */
export function createIds({ space, region = () => NULL_REGION }: { space: string; region?: () => number }): Ids {
  let free: number[] = [];
  let leasedAt = 0;
  let size = 0;
  let waiting = 0;
  let leasing: Promise<void> | null = null;

  async function lease(): Promise<void> {
    size = Date.now() - leasedAt > LEASE_MS ? 1 : Math.min(Math.max(1, 2 * size), LARGEST);
    leasedAt = Date.now();
    free = (await take(Math.min(Math.max(size, waiting), MOST))).reverse();
  }

  async function take(count: number): Promise<number[]> {
    for (let attempt = 1; ; attempt++) {
      const { runs, milliseconds } = await leaseIds(space, region(), count);
      if (runs.length > 0) return runs.flatMap((run) => idsOf(run, region()));
      if (attempt === ATTEMPTS || milliseconds === 0) throw new Unavailable("The store of ids", 1);
      await new Promise((resolve) => setTimeout(resolve, milliseconds + 5));
    }
  }

  return {
    async next() {
      waiting++;
      try {
        for (;;) {
          if (Date.now() - leasedAt > LEASE_MS) free = [];
          const id = free.pop();
          if (id !== undefined) return id;
          // Begins after everybody who asks now has been counted.
          leasing ??= Promise.resolve()
            .then(lease)
            .finally(() => {
              leasing = null;
            });
          await leasing;
        }
      } finally {
        waiting--;
      }
    },
  };
}

const idsOf = ({ seconds, first, count }: { seconds: number; first: number; count: number }, region: number): number[] =>
  Array.from({ length: count }, (_, n) => encodeSnowflake({ seconds, region, sequence: first + n }));

export const ids = createIds({ space: SPACE, region: regionId });
