import { describe, expect, test } from "vitest";
import { fingerprintOf } from "../../../../core/events/grouping/fingerprint.ts";
import { frame, normalized, thrown } from "../../../support/sdk-events.ts";

const event = {
  message: "order 7 lost",
  level: "warning",
  logger: "shop",
  transaction: "/cart",
  environment: "production",
  tags: { tenant: "acme" },
  exception: [
    thrown("Cause", "c"),
    thrown("TypeError", "cart 7 gone", [frame("pay", { module: "shop", abs_path: "/srv/a.js", package: "/lib/a.so" })]),
  ],
};
const textsOf = (fingerprint: unknown, fields: object = event) =>
  fingerprintOf(normalized({ ...fields, fingerprint }))?.map((it) => (it === "default" ? it : it.text));

test.each([
  ["transaction", "/cart", "<no-transaction>"],
  ["level", "warning", "error"],
  ["logger", "shop", "<no-logger>"],
  ["message", "order <number> lost", "<no-message>"],
  ["error.type", "TypeError", "<no-type>"],
  ["type", "TypeError", "<no-type>"],
  ["error.value", "cart <number> gone", "<no-value>"],
  ["value", "cart <number> gone", "<no-value>"],
  ["stack.function", "pay", "<no-function>"],
  ["function", "pay", "<no-function>"],
  ["module", "shop", "<no-module>"],
  ["path", "/srv/a.js", "<no-abs-path>"],
  ["stack.filename", "src/cart.js", "<no-filename>"],
  ["package", "a.so", "<no-package>"],
  ["tags.tenant", "acme", "<no-value-for-tag-tenant>"],
  ["tags.environment", "production", "<no-value-for-tag-environment>"],
  ["shop", "<unrecognized-variable-shop>", "<unrecognized-variable-shop>"],
  ["constructor", "<unrecognized-variable-constructor>", "<unrecognized-variable-constructor>"],
])("{{ %s }} is %s, or %s", (name, value, absent) => {
  expect(textsOf([`{{ ${name} }}`, "x"])).toEqual([value, "x"]);
  expect(textsOf([`{{${name}}}`], {})).toEqual([absent]);
});

describe("entries", () => {
  test.each([
    ["none", undefined, undefined],
    ["an empty list", [], undefined],
    ["the default alone", ["{{ default }}"], undefined],
    ["the default and more", ["{{ default }}", "eu"], ["default", "eu"]],
    ["a variable among other text is text", ["v1-{{ type }}"], ["v1-{{ type }}"]],
    ["case and order count", ["B", "a"], ["B", "a"]],
    [
      "the event's own text varies with it",
      ["order 7 lost", "cart 7 gone", "order 7"],
      ["order <number> lost", "cart <number> gone", "order 7"],
    ],
  ])("%s", (_, fingerprint, expected) => expect(textsOf(fingerprint)).toEqual(expected));
});

describe("what is built in, for browsers", () => {
  const hydration = "Text content does not match server-rendered HTML.";
  test.each([
    [
      "a file that is gone, by type",
      { platform: "javascript", exception: [{ type: "ChunkLoadError", value: "Loading chunk 7 failed" }] },
      ["chunkloaderror"],
    ],
    ["by value", { platform: "node", exception: [{ type: "Error", value: "ChunkLoadError: 7" }] }, ["chunkloaderror"]],
    ["a page that does not match", { platform: "javascript", message: hydration, tags: { transaction: "/a" } }, ["hydrationerror", "/a"]],
    ["on no page", { platform: "javascript", message: hydration }, undefined],
    ["elsewhere", { platform: "python", exception: [{ type: "ChunkLoadError", value: "x" }] }, undefined],
  ])("%s", (_, fields, expected) => expect(textsOf(undefined, fields)).toEqual(expected));

  test("it stands for the event's own", () => {
    const exception = [{ type: "ChunkLoadError", value: "x" }];
    expect(textsOf(["mine"], { platform: "javascript", exception })).toEqual(["chunkloaderror"]);
  });
});
