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

test("long texts are cut", () => {
  expect(describedAs({ exception: [thrown("E", "v".repeat(500))] }).title).toHaveLength(103);
  expect(describedAs({ message: "m".repeat(500) }).title).toHaveLength(256);
});
