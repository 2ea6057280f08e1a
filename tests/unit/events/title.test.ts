import { expect, test } from "vitest";
import { describe as describeEvent } from "../../../core/events/title.ts";
import { frame, normalized, thrown } from "../../support/sdk-events.ts";

const describedAs = (payload: object) => describeEvent(normalized(payload));

test("an error by the outermost exception and the application's last frame", () => {
  const exception = [thrown("Inner", "a"), thrown("Error", "boom\nmore", [frame("pay"), frame("lib", { in_app: false })])];
  expect(describedAs({ platform: "node", exception })).toEqual({
    type: "error",
    title: "Error: boom",
    culprit: "pay(src/cart.js)",
    metadata: { type: "Error", value: "boom\nmore", filename: "src/cart.js", function: "pay" },
    logger: null,
    unhandled: false,
  });
});

test.each([
  ["a message", { message: "first\nsecond" }, "first"],
  ["a message with a synthetic exception", { message: "hi", exception: [{ value: "hi" }] }, "hi"],
  ["a value alone", { exception: [{ value: "only" }] }, "only"],
  ["nothing", {}, "<unlabeled event>"],
])("%s", (_, payload, title) => expect(describedAs(payload)).toMatchObject({ type: "default", title, metadata: { title } }));

test("an exception without a value is its type", () => expect(describedAs({ exception: [{ type: "KeyError" }] }).title).toBe("KeyError"));

test("the culprit is the transaction, or the place in the platform's way", () => {
  const exception = [thrown("E", "v", [frame("pay", { module: "shop.cart" })])];
  expect(describedAs({ exception, transaction: "GET /" }).culprit).toBe("GET /");
  expect(describedAs({ exception, platform: "python" }).culprit).toBe("shop.cart in pay");
  expect(describedAs({ message: "m" }).culprit).toBe("");
});

test.each([
  ["made up for its stack", [{ ...thrown("SIGSEGV", "Segfault", [frame("pay")]), mechanism: { synthetic: true } }], "pay: Segfault", ""],
  ["made up, without a stack", [{ type: "E", mechanism: { synthetic: true } }], "<unknown>", ""],
  ["around another one", [thrown("E", "v", [frame("pay")]), thrown("UndeliverableException", "w")], "E: v", "src/cart.js in pay"],
  ["around nothing", [thrown("UndeliverableException", "w", [frame("pay")])], "UndeliverableException: w", "src/cart.js in pay"],
  ["without a stack, above one", [thrown("Inner", "v", [frame("pay")]), thrown("Outer", "w")], "Outer: w", "src/cart.js in pay"],
])("an exception %s", (_, exception, title, culprit) =>
  expect(describedAs({ exception })).toMatchObject({ type: "error", title, culprit }),
);

test("several equal ones in a group are one, and it is the title", () => {
  const [group, child] = [
    { exception_id: 0, is_exception_group: true },
    { exception_id: 1, parent_id: 0 },
  ];
  const values = [
    { ...thrown("E", "v", [frame("pay")]), mechanism: child },
    { type: "ExceptionGroup", value: "1 error", mechanism: group },
  ];
  expect(describedAs({ exception: { values } }).title).toBe("E: v");
});

test("a message is from where the application wrote it, never from its logging library", () => {
  const logging = frame("log", { in_app: false });
  const of = (frames: object[]) => describedAs({ platform: "node", message: "m", stacktrace: { frames } }).culprit;
  expect([of([frame("pay"), logging]), of([logging])]).toEqual(["pay(src/cart.js)", ""]);
});

test("without a place the address is the culprit; in native code the function alone", () => {
  expect(describedAs({ exception: [{ type: "E" }], request: { url: "https://shop.test/" } }).culprit).toBe("https://shop.test/");
  expect(describedAs({ platform: "native", exception: [thrown("E", "v", [frame("pay")])] }).culprit).toBe("pay");
});

test("long texts are cut", () => {
  expect(describedAs({ exception: [thrown("E", "v".repeat(500))] }).title).toHaveLength(103);
  expect(describedAs({ message: "m".repeat(500) }).title).toHaveLength(256);
});

test.each([
  ["any of the chain that nobody caught", [{ handled: false }, { handled: true }], true],
  ["all caught", [{ handled: true }, { handled: true }], false],
  ["nothing said", [{}, null], false],
])("whether nobody caught it: %s", (_, mechanisms, unhandled) => {
  const exception = mechanisms.map((mechanism) => ({ ...thrown("E", "v"), mechanism }));
  expect(describedAs({ exception, logger: "shop.pay" })).toMatchObject({ unhandled, logger: "shop.pay" });
});
