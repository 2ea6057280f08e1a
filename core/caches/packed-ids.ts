import { Invalid } from "../errors.ts";

// behaviour §7.1: version, 32 bits of seconds, 12 of region, 4 of sequence. With the region before the seconds, ids of one region that
// were given out one after the other are neighbours.
const SEQUENCE = 2 ** 4;
const REGION = 2 ** 12;
const SECONDS = 2 ** 32;

const toSlot = (id: number): number => {
  const region = Math.floor(id / SEQUENCE) % REGION;
  const seconds = Math.floor(id / (SEQUENCE * REGION)) % SECONDS;
  const version = Math.floor(id / (SEQUENCE * REGION * SECONDS));
  return ((version * REGION + region) * SECONDS + seconds) * SEQUENCE + (id % SEQUENCE);
};

const fromSlot = (slot: number): number => {
  const seconds = Math.floor(slot / SEQUENCE) % SECONDS;
  const region = Math.floor(slot / (SEQUENCE * SECONDS)) % REGION;
  const version = Math.floor(slot / (SEQUENCE * REGION * SECONDS));
  return ((version * SECONDS + seconds) * REGION + region) * SEQUENCE + (slot % SEQUENCE);
};

/** Ids as base64 of the distances between them, 7 bits a byte: one to three bytes an id instead of 17. Any safe integers, in any order. */
export function packIds(ids: readonly number[]): string {
  const slots = ids.map(toSlot).sort((a, b) => a - b);
  const bytes: number[] = [];
  let last = 0;
  for (const slot of slots) {
    let distance = slot - last;
    last = slot;
    for (; distance >= 128; distance = Math.floor(distance / 128)) bytes.push((distance % 128) + 128);
    bytes.push(distance);
  }
  return Buffer.from(bytes).toString("base64");
}

/** The ids of a packed text, in the order of their slots. Throws Invalid for what is none. */
export function unpackIds(packed: string): number[] {
  const ids: number[] = [];
  let slot = 0;
  let distance = 0;
  let unit = 1;
  for (const byte of Buffer.from(packed, "base64")) {
    distance += (byte % 128) * unit;
    unit *= 128;
    if (byte >= 128) continue;
    slot += distance;
    if (!Number.isSafeInteger(slot)) throw new Invalid("The packed ids are damaged.");
    ids.push(fromSlot(slot));
    distance = 0;
    unit = 1;
  }
  if (unit !== 1) throw new Invalid("The packed ids end in the middle of one.");
  return ids;
}
