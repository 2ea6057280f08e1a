import { normalize } from "../../core/events/normalize.ts";

/** Noon of yesterday: nothing that tests store is so old that it goes away by itself. */
export const RECEIVED_AT = (Math.floor(Date.now() / 86_400_000) - 0.5) * 86_400_000;
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
