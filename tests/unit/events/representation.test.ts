import { expect, test } from "vitest";
import { eventDetail, eventSummary } from "../../../core/events/representation.ts";
import { describe as describeEvent } from "../../../core/events/title.ts";
import { frame, normalized, RECEIVED_AT, thrown } from "../../support/sdk-events.ts";

const stored = (payload: object) => {
  const event = normalized(payload);
  return {
    organizationId: 1,
    projectId: 4_507_605_711_978_496,
    groupId: 9_007_199_254_740_991,
    receivedAt: RECEIVED_AT,
    event,
    ...describeEvent(event),
  };
};
const ID = "a".repeat(32);

test("a summary has ids as text, times with a zone and no null that clients refuse", () => {
  const exception = [thrown("Error", "boom", [frame("pay")])];
  expect(eventSummary(stored({ event_id: ID, exception, platform: "node", tags: { flow: "checkout" } }))).toEqual({
    id: ID,
    eventID: ID,
    groupID: "9007199254740991",
    projectID: "4507605711978496",
    "event.type": "error",
    title: "Error: boom",
    message: "",
    culprit: "pay(src/cart.js)",
    location: "src/cart.js",
    metadata: { type: "Error", value: "boom", filename: "src/cart.js", function: "pay" },
    platform: "node",
    tags: [
      { key: "flow", value: "checkout" },
      { key: "level", value: "error" },
    ],
    user: null,
    crashFile: null,
    dateCreated: new Date(RECEIVED_AT).toISOString(),
  });
});

test("an event alone has what was sent as entries", () => {
  const exception = [thrown("Error", "boom", [frame("pay"), frame("lib", { in_app: false })])];
  const detail = eventDetail(
    stored({ exception, logentry: { message: "for %s", formatted: "for ada" }, request: { url: "https://shop.example/a?b" } }),
  );
  expect(detail).toMatchObject({ type: "error", message: "for ada", dateReceived: new Date(RECEIVED_AT).toISOString() });
  expect(detail.entries.map((it) => it.type)).toEqual(["exception", "message", "request"]);
  expect(detail.entries[0]?.data).toMatchObject({
    hasSystemFrames: true,
    values: [{ type: "Error", value: "boom", stacktrace: { frames: [{ function: "pay", lineNo: 10, inApp: true }, { inApp: false }] } }],
  });
  expect(detail.entries[1]?.data).toEqual({ formatted: "for ada", message: "for %s", params: [] });
});

test("a frame has its place and its source line", () => {
  const lines = [
    frame("pay", { colno: 3, context_line: "  pay(cart)", package: "shop" }),
    frame("go", { context_line: "go()", lineno: null }),
  ];
  const [entry] = eventDetail(stored({ exception: [thrown("E", "v", lines)] })).entries;
  expect(entry?.data).toMatchObject({
    values: [{ stacktrace: { frames: [{ lineNo: 10, colNo: 3, package: "shop", context: [[10, "  pay(cart)"]] }, { context: [] }] } }],
  });
});

test("a message with a stack is no exception", () => {
  const stacktrace = { frames: [frame("log")] };
  const synthetic = { values: [{ value: "hi", mechanism: { synthetic: true }, stacktrace }] };
  for (const payload of [{ message: "hi", stacktrace }, { message: "hi", exception: synthetic }, { stacktrace }]) {
    const { entries } = eventDetail(stored(payload));
    expect(entries.map((it) => it.type)).toEqual("message" in payload ? ["stacktrace", "message"] : ["stacktrace"]);
    expect(entries[0]?.data).toMatchObject({ frames: [{ function: "log" }] });
  }
});

test("what was not sent is no entry, nor is an address that is none", () => {
  expect(eventDetail(stored({ request: { url: "/relative" } })).entries).toEqual([]);
  const [entry] = eventDetail(stored({ exception: [{ type: "E" }] })).entries;
  expect(entry?.data).toMatchObject({ values: [{ type: "E", stacktrace: null }] });
});

test("what surrounds an error is shown as clients read it, with the lines around its frames", () => {
  const lines = { lineno: 10, context_line: "  pay(cart)", pre_context: ["function go() {", ""], post_context: ["}"] };
  const mechanism = { type: "onerror", handled: false };
  const detail = eventDetail(
    stored({
      platform: "javascript",
      exception: [{ ...thrown("E", "v", [frame("pay", lines)]), mechanism }],
      user: { id: 42, email: "ada@shop.example", plan: "pro" },
      breadcrumbs: { values: [{ timestamp: RECEIVED_AT / 1000, category: "ui.click", message: "button" }] },
      request: { url: "https://shop.example/pay?article=7", method: "post", headers: { Accept: "*/*" } },
      contexts: { shop: { open: true } },
      extra: { cart: [1] },
      modules: { express: "5.0.0" },
      sdk: { name: "sentry.javascript.browser", version: "10.78.0" },
      dist: "7",
    }),
  );
  expect(detail).toMatchObject({
    user: { id: "42", username: null, name: null, email: "ada@shop.example", ip_address: null, data: { plan: "pro" } },
    contexts: { shop: { type: "shop", open: true } },
    context: { cart: [1] },
    packages: { express: "5.0.0" },
    sdk: { name: "sentry.javascript.browser", version: "10.78.0" },
    dist: "7",
  });
  expect(detail.tags).toContainEqual({ key: "user", value: "id:42", query: `user.id:"42"` });
  const [exception, breadcrumbs, request] = detail.entries;
  const source = [
    [8, "function go() {"],
    [9, ""],
    [10, "  pay(cart)"],
    [11, "}"],
  ];
  const caught = { mechanism: { type: "onerror", handled: false }, stacktrace: { frames: [{ context: source }] } };
  expect(exception?.data).toMatchObject({ values: [caught] });
  const crumb = { type: "default", level: "info", category: "ui.click", message: "button", data: null };
  expect(breadcrumbs?.data).toEqual({ values: [{ ...crumb, timestamp: new Date(RECEIVED_AT).toISOString() }] });
  expect(request?.data).toMatchObject({ method: "POST", query: [["article", "7"]], headers: [["Accept", "*/*"]], cookies: [] });
});
