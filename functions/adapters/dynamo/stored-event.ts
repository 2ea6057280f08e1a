import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { ErrorEvent } from "../../../core/events/event.ts";

/** An event is written once, seldom read, and mostly words that others of it have too: a fifth of it is what is paid for. */
type Kept = Pick<ErrorEvent, "id" | "timestamp"> & { packed: Uint8Array };

/** `normalize` keeps what it makes below 300,000 bytes of JSON, or 390,000 in the worst of cases. */
const MOST = 1024 * 1024;

export const toStored = (event: ErrorEvent): Kept => {
  const { id, timestamp } = event;
  return { id, timestamp, packed: zstdCompressSync(JSON.stringify(event)) };
};

/** The event as it was. */
export const fromStored = ({ packed }: Pick<Kept, "packed">): ErrorEvent =>
  JSON.parse(zstdDecompressSync(packed, { maxOutputLength: MOST }).toString());
