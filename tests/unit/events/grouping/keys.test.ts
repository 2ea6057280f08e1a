import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupingKeys } from "../../../../core/events/grouping/keys.ts";
import { frame, normalized, thrown } from "../../../support/sdk-events.ts";

const keysOf = (payload: object) => groupingKeys(normalized(payload));
const failing = (frames: object[], extra: object = {}) => keysOf({ exception: [thrown("Error", "boom", frames)], ...extra });
const library = (name: string) => frame(name, { in_app: false });
const apart = (keys: string[][]) => expect(new Set(keys.flat()).size).toBe(keys.flat().length);

test("a key is the version of the rules and 32 hex digits", () => {
  for (const key of [...keysOf({}), ...failing([library("a"), frame("pay")])]) expect(key).toMatch(/^2-[0-9a-f]{32}$/);
});

describe("a stack has two keys", () => {
  test("of the application first, then of all frames", () => {
    const [app, all] = failing([library("a"), frame("pay")]);
    expect(failing([frame("pay")])).toEqual([app]);
    expect(failing([library("b"), frame("pay")])[0]).toBe(app);
    expect(failing([library("a"), library("pay")])).toEqual([all]);
  });

  test("and one where they are the same, or nothing is of the application", () => {
    expect(failing([frame("pay")])).toHaveLength(1);
    expect(failing([library("pay")])).toHaveLength(1);
    expect(keysOf({ exception: [{ type: "E", value: "v" }] })).toHaveLength(1);
  });

  test("each with a fingerprint that holds the default", () => {
    const split = (part: string) => failing([library("a"), frame("pay")], { fingerprint: ["{{ default }}", part] });
    expect(split("eu")).toHaveLength(2);
    apart([split("eu"), split("us"), failing([library("a"), frame("pay")])]);
  });
});

describe("stacks", () => {
  const stack = fc.array(fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), file: fc.stringMatching(/^[a-z]{1,8}\.js$/) }), {
    minLength: 1,
  });
  const framesOf = (names: { name: string; file: string }[], line: number) =>
    names.map(({ name, file }) => frame(name, { filename: file, lineno: line, colno: line }));

  test("moved lines and another message make no other error", () => {
    fc.assert(
      fc.property(stack, fc.nat(), fc.nat(), fc.string(), (names, line, moved, value) => {
        const other = keysOf({ exception: [thrown("Error", value, framesOf(names, moved))] });
        expect(other).toEqual(failing(framesOf(names, line)));
      }),
    );
  });

  test("another function, file, source line or type is another error", () => {
    apart([
      failing([frame("pay")]),
      failing([frame("refund")]),
      failing([frame("pay", { filename: "src/other.js" })]),
      failing([frame("pay", { context_line: "throw new Error('card')" })], { platform: "node" }),
      failing([frame("pay", { context_line: "throw new Error('courier')" })], { platform: "node" }),
      keysOf({ exception: [thrown("TypeError", "boom", [frame("pay")])] }),
    ]);
  });

  test("values are kept apart: no two lists of them are one text", () => {
    apart([
      failing([frame("ab", { filename: null }), frame("c", { filename: null })]),
      failing([frame("a", { filename: null }), frame("bc", { filename: null })]),
    ]);
  });
});

describe("messages", () => {
  test("are equal by what they were made of", () => {
    const of = (formatted: string) => keysOf({ logentry: { message: "hello %s", formatted } });
    expect(of("hello ada")).toEqual(of("hello bob"));
    expect(keysOf({ message: "took 12 ms" })).toEqual(keysOf({ message: "took 7.5 ms" }));
    apart([keysOf({ message: "took" }), keysOf({ message: "gave" })]);
  });

  test("are one whether or not a stack came with them", () => {
    const synthetic = { values: [{ value: "hi", mechanism: { synthetic: true }, stacktrace: { frames: [frame("wrapper")] } }] };
    expect(keysOf({ message: "hi", exception: synthetic })).toEqual(keysOf({ message: "hi" }));
    expect(keysOf({ message: "hi", threads: [{ current: true, stacktrace: { frames: [frame("f")] } }] })).toEqual(
      keysOf({ message: "hi" }),
    );
  });
});

test("a fingerprint of its own decides alone, and an old client's checksum before it", () => {
  expect(failing([frame("a")], { fingerprint: ["mine"] })).toEqual(keysOf({ message: "other", fingerprint: ["mine"] }));
  expect(failing([frame("a")], { checksum: "c", fingerprint: ["mine"] })).toEqual(keysOf({ checksum: "c" }));
  apart([
    keysOf({ fingerprint: ["mine"] }),
    keysOf({ fingerprint: ["yours"] }),
    keysOf({ checksum: "mine" }),
    keysOf({ message: "mine" }),
    keysOf({}),
  ]);
});
