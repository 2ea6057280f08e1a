import { randomUUID } from "node:crypto";
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

/** An event with something of all that is kept of one, as an SDK would send it. */
export const fullEvent = (message: string) => ({
  event_id: randomUUID().replaceAll("-", ""),
  timestamp: Date.now() / 1000,
  platform: "node",
  level: "error",
  logger: "shop",
  transaction: "/cart",
  release: "shop@1.0",
  dist: "7",
  environment: "production",
  server_name: "web-1",
  fingerprint: [message],
  message: { message: "%s failed", formatted: `${message} failed` },
  exception: {
    values: [
      {
        ...thrown("Error", message, [frame("pay", { context_line: "pay()", pre_context: ["a"], post_context: ["b"] })]),
        mechanism: { type: "onerror", handled: false },
      },
    ],
  },
  request: { url: "https://shop.test/cart", method: "POST", query_string: "a=1", headers: { Accept: "text/html" }, data: { items: 2 } },
  user: { id: "42", email: "ann@shop.test", username: "ann", ip_address: "192.0.2.7", plan: "pro" },
  breadcrumbs: { values: [{ timestamp: Date.now() / 1000, category: "ui.click", message: "button", data: { id: 1 } }] },
  contexts: { os: { name: "Linux", version: "6" }, browser: { name: "Firefox", version: "140" } },
  tags: { tenant: "north" },
  extra: { cart: { total: 3 } },
  modules: { express: "5.2.1" },
  sdk: { name: "sentry.javascript.node", version: "10.78.0" },
});
