/** An id taken apart: whole seconds since `EPOCH`, the region that issued it, and which of its 16 of that second it is. */
export type Snowflake = { seconds: number; region: number; sequence: number };

/** 2022-08-08 00:00:00 UTC in Unix seconds (behaviour §7.2). */
export const EPOCH = 1_659_916_800;
export const SEQUENCES_PER_SECOND = 16;
/** Seconds that an id may be given out after its time (behaviour §7.2). */
export const LOOK_BACK = 300;
/** "No region" (behaviour §7.2). */
export const NULL_REGION = 0;

// behaviour §7.1, least significant first. The version is written with its five bits reversed: version 1 is 16.
const REGION_UNIT = 2 ** 4;
const SECONDS_UNIT = 2 ** 16;
const VERSION_UNIT = 2 ** 48;
const VERSION = 16;

/**
 * The 53-bit id: version, 32 bits of seconds, 12 of region, 4 of sequence (behaviour §7.1). Always a safe integer. Throws RangeError for
 * a part that does not fit.
 */
export function encodeSnowflake({ seconds, region, sequence }: Snowflake): number {
  check("seconds", seconds, 2 ** 32);
  check("region", region, 2 ** 12);
  check("sequence", sequence, SEQUENCES_PER_SECOND);
  return VERSION * VERSION_UNIT + seconds * SECONDS_UNIT + region * REGION_UNIT + sequence;
}

/** The parts of an id. By division: bitwise operators would cut it to 32 bits. Throws RangeError for what is no id of version 1. */
export function decodeSnowflake(id: number): Snowflake {
  if (!Number.isSafeInteger(id) || Math.floor(id / VERSION_UNIT) !== VERSION) throw new RangeError("not a snowflake id of version 1");
  return {
    seconds: Math.floor(id / SECONDS_UNIT) % 2 ** 32,
    region: Math.floor(id / REGION_UNIT) % 2 ** 12,
    sequence: id % SEQUENCES_PER_SECOND,
  };
}

function check(segment: string, value: number, end: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= end) throw new RangeError(`${segment} does not fit its segment`);
}
