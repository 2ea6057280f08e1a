import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupingKey, parametrize } from "../../../core/events/grouping.ts";
import { frame, normalized, thrown } from "../../support/sdk-events.ts";

const keyOf = (payload: object) => groupingKey(normalized(payload));
const failing = (frames: object[], extra: object = {}) => keyOf({ exception: [thrown("Error", "boom", frames)], ...extra });

test("a key is 32 hex digits", () => expect(keyOf({})).toMatch(/^[0-9a-f]{32}$/));

describe("stacks", () => {
  const stack = fc.array(fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), file: fc.stringMatching(/^[a-z]{1,8}\.js$/) }), {
    minLength: 1,
  });
  const framesOf = (names: { name: string; file: string }[], line: number) =>
    names.map(({ name, file }) => frame(name, { filename: file, lineno: line, colno: line }));

  test("moved lines and another message make no other error", () => {
    fc.assert(
      fc.property(stack, fc.nat(), fc.nat(), fc.string(), (names, line, moved, value) => {
        const other = keyOf({ exception: [thrown("Error", value, framesOf(names, moved))] });
        expect(other).toBe(failing(framesOf(names, line)));
      }),
    );
  });

  test("another function, file or type is another error", () => {
    const keys = [
      failing([frame("pay")]),
      failing([frame("refund")]),
      failing([frame("pay", { filename: "src/other.js" })]),
      keyOf({ exception: [thrown("TypeError", "boom", [frame("pay")])] }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("frames of libraries count only where there are no others", () => {
    const library = (name: string) => frame(name, { in_app: false });
    expect(failing([library("a"), frame("pay")])).toBe(failing([library("b"), frame("pay")]));
    expect(failing([library("a")])).not.toBe(failing([library("b")]));
  });

  test("depth of recursion, hashes of builds and numbers of lambdas do not matter", () => {
    expect(failing([frame("a"), frame("a"), frame("a"), frame("b")])).toBe(failing([frame("a"), frame("b")]));
    expect(failing([frame("a", { filename: "app-3f2c91aa.js?v=2" })])).toBe(failing([frame("a", { filename: "app-77aa0b1c.js" })]));
    expect(failing([frame("lambda$run$0")])).toBe(failing([frame("lambda$run$12")]));
  });
});

describe("without a stack", () => {
  test("type and value decide, numbers aside", () => {
    const of = (type: string, value: string) => keyOf({ exception: [{ type, value }] });
    expect(of("E", "row 12 of 0xdeadbeef")).toBe(of("E", "row 7 of 0xcafe"));
    expect(of("E", "row 12")).not.toBe(of("E", "column 12"));
    expect(of("E", "row 12")).not.toBe(of("F", "row 12"));
  });

  test("messages are equal by what they were made of", () => {
    const of = (formatted: string) => keyOf({ logentry: { message: "hello %s", formatted } });
    expect(of("hello ada")).toBe(of("hello bob"));
    expect(keyOf({ message: "took 12 ms" })).toBe(keyOf({ message: "took 7.5 ms" }));
    expect(keyOf({ message: "took" })).not.toBe(keyOf({ message: "gave" }));
  });

  test("a message is grouped as one whether or not its stack came with it", () => {
    const synthetic = { values: [{ value: "hi", stacktrace: { frames: [frame("wrapper")] } }] };
    expect(keyOf({ message: "hi", exception: synthetic })).toBe(keyOf({ message: "hi" }));
  });
});

describe("fingerprints", () => {
  test("decide alone", () => {
    expect(failing([frame("a")], { fingerprint: ["mine"] })).toBe(keyOf({ message: "other", fingerprint: ["mine"] }));
    expect(failing([frame("a")], { fingerprint: ["mine"] })).not.toBe(failing([frame("a")], { fingerprint: ["yours"] }));
  });

  test("may hold what would have decided", () => {
    const split = (name: string, part: string) => failing([frame(name)], { fingerprint: ["{{ default }}", part] });
    expect(failing([frame("a")], { fingerprint: ["{{default}}"] })).toBe(failing([frame("a")]));
    expect(split("a", "x")).not.toBe(split("a", "y"));
    expect(split("a", "x")).not.toBe(split("b", "x"));
  });
});

test.each([
  ["id 123e4567-e89b-12d3-a456-426614174000 gone", "id <*> gone"],
  ["at 0x7fff5c and 10.0.0.1:8080", "at <*> and <*>:<*>"],
  ["commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "commit <*>"],
  ["deadbeef is a word, defaced too", "deadbeef is a word, defaced too"],
])("%s", (message, expected) => expect(parametrize(message)).toBe(expected));
