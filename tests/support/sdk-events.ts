import { normalize } from "../../core/events/normalize.ts";

export const RECEIVED_AT = Date.UTC(2026, 0, 15, 12);
export const FALLBACK_ID = "f".repeat(32);

/** A payload as it comes over the wire, normalised. */
export const normalized = (payload: unknown) =>
  normalize(new TextEncoder().encode(JSON.stringify(payload)), { receivedAt: RECEIVED_AT, id: FALLBACK_ID });

export const frame = (name: string, fields: object = {}) => ({
  filename: "src/cart.js",
  function: name,
  lineno: 10,
  in_app: true,
  ...fields,
});

export const thrown = (type: string, value: string, frames: object[] = []) => ({ type, value, stacktrace: { frames } });
