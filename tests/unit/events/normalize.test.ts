import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalize, readEventId } from "../../../core/events/normalize.ts";
import { FALLBACK_ID, frame, normalized, RECEIVED_AT, thrown } from "../../support/sdk-events.ts";

const DAY = new Date(RECEIVED_AT).toISOString().slice(0, 10);

describe("dialects", () => {
  test("exceptions as values or as a bare list are the same", () => {
    const chain = [thrown("Inner", "a", [frame("f")]), thrown("Outer", "b")];
    const event = normalized({ exception: { values: chain } });
    expect(event.exceptions.map((it) => it.type)).toEqual(["Inner", "Outer"]);
    expect(normalized({ exception: chain }).exceptions).toEqual(event.exceptions);
    expect(normalized({ exception: chain[0] }).exceptions).toEqual([event.exceptions[0]]);
  });

  test("a message with a synthetic exception stays a message with a stack", () => {
    const event = normalized({ message: "hi", exception: { values: [{ value: "hi", stacktrace: { frames: [frame("f")] } }] } });
    expect(event).toMatchObject({ message: "hi", exceptions: [{ type: null, value: "hi", frames: [{ function: "f" }] }] });
  });

  test.each([
    ["text", { message: "plain" }, "plain", null],
    ["logentry", { logentry: { message: "for %s", formatted: "for ada" } }, "for ada", "for %s"],
    ["parameters left to us", { logentry: { message: "%s of %d %s", params: ["a", 2] } }, "a of 2 %s", "%s of %d %s"],
    ["an object as message", { message: { message: "old" } }, "old", "old"],
    ["its name of old", { "sentry.interfaces.Message": { message: "older" } }, "older", "older"],
    ["none", {}, null, null],
  ])("message as %s", (_, payload, message, template) => expect(normalized(payload)).toMatchObject({ message, template }));

  test.each([
    ["seconds", RECEIVED_AT / 1000 - 1.5, RECEIVED_AT - 1500],
    ["seconds as text", `${RECEIVED_AT / 1000 - 2}`, RECEIVED_AT - 2000],
    ["ISO", `${DAY}T11:59:00Z`, RECEIVED_AT - 60_000],
    ["ISO without a zone", `${DAY}T11:59:00.500000`, RECEIVED_AT - 59_500],
    ["ISO of another zone", `${DAY}T12:59:00+01:00`, RECEIVED_AT - 60_000],
    ["nothing", undefined, RECEIVED_AT],
    ["nonsense", "soon", RECEIVED_AT],
    ["a clock that is ahead", RECEIVED_AT / 1000 + 3600, RECEIVED_AT],
    ["a clock that is far behind", 1, RECEIVED_AT],
    ["an object", {}, RECEIVED_AT],
  ])("time as %s", (_, timestamp, expected) => expect(normalized({ timestamp }).timestamp).toBe(expected));

  test.each([
    [
      { browser: "Firefox", n: 1 },
      [
        ["browser", "Firefox"],
        ["n", "1"],
      ],
    ],
    [[["browser", "Firefox"], ["browser", "other"], ["odd"], null], [["browser", "Firefox"]]],
    [[{ key: "browser", value: "Firefox" }], [["browser", "Firefox"]]],
    [{ empty: "", nothing: null, deep: { a: 1 } }, []],
    ["text", []],
  ])("tags %j", (tags, expected) => expect(normalized({ tags }).tags).toEqual(expected));

  test.each([
    ["fatal", "fatal"],
    ["WARN", "warning"],
    ["critical", "fatal"],
    ["dreadful", "error"],
    ["__proto__", "error"],
    [undefined, "error"],
    [7, "error"],
  ])("level %s", (level, expected) => expect(normalized({ level }).level).toBe(expected));

  test("a stack beside the exceptions, or of the crashing thread, is kept", () => {
    const stacktrace = { frames: [frame("f")] };
    const crashed = [{ stacktrace: { frames: [frame("g")] } }, { crashed: true, stacktrace }];
    expect(normalized({ message: "m", stacktrace }).exceptions).toMatchObject([{ type: null, frames: [{ function: "f" }] }]);
    expect(normalized({ message: "m", threads: { values: crashed } }).exceptions).toMatchObject([{ frames: [{ function: "f" }] }]);
    expect(normalized({ exception: [{ type: "E" }], stacktrace }).exceptions).toMatchObject([{ type: "E", frames: [{ function: "f" }] }]);
  });

  test.each([
    ["0123456789ABCDEF0123456789abcdef", "0123456789abcdef0123456789abcdef"],
    ["01234567-89ab-cdef-0123-456789abcdef", "0123456789abcdef0123456789abcdef"],
    ["0123", null],
    [{}, null],
  ])("event id %j", (sent, expected) => {
    expect(readEventId(sent)).toBe(expected);
    expect(normalized({ event_id: sent }).id).toBe(expected ?? FALLBACK_ID);
  });
});

describe("bounds", () => {
  test("of a long stack the two ends stay", () => {
    const frames = Array.from({ length: 400 }, (_, n) => frame(`f${n}`));
    const kept = normalized({ exception: [thrown("E", "v", frames)] }).exceptions[0]!.frames.map((it) => it.function);
    expect([kept.length, kept[0], kept[49], kept[50], kept[99]]).toEqual([100, "f0", "f49", "f350", "f399"]);
  });

  test("an event of the largest strings there may be fits an item of the table", () => {
    const wide = "\u{1F600}".repeat(8000);
    const large = Array.from({ length: 200 }, () => ({ filename: wide, abs_path: wide, module: wide, function: wide }));
    const text = "€".repeat(3000);
    const payload = {
      message: wide,
      exception: [{ type: text, value: text, stacktrace: { frames: large.slice(0, 5) } }],
      tags: Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`${n}${"€".repeat(300)}`, "€".repeat(300)])),
    };
    const event = normalized(payload);
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(380_000);
    expect(event.message).toHaveLength(8192 - 1);
    expect(event.tags).toHaveLength(50);
  });

  test("stacks are shortened until the event fits", () => {
    const long = "p".repeat(500);
    const frames = Array.from({ length: 100 }, (_, n) => frame(`f${n}`, { filename: long, abs_path: long }));
    const event = normalized({ exception: Array.from({ length: 6 }, () => thrown("E", "v", frames)) });
    expect(event.exceptions.map((it) => it.frames.length)).toEqual(Array(6).fill(25));
  });

  test("text is cut between characters and has no half of one", () => {
    const { message } = normalized({ message: `\uD800${"\u{1F600}".repeat(5000)}` });
    expect(message?.isWellFormed()).toBe(true);
    expect(message?.endsWith("…")).toBe(true);
  });

  test("a payload beyond 1 MB is too large", () => {
    expect(() => normalized({ extra: "x".repeat(1024 * 1024) })).toThrow(expect.objectContaining({ status: 413 }));
  });
});

test("any JSON becomes an event or is refused, and never anything else", () => {
  const fields = ["exception", "logentry", "message", "timestamp", "tags", "fingerprint", "level", "request", "threads", "stacktrace"];
  const hostile = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom({ values: [null, [], { stacktrace: { frames: [null, 1] } }] }));
  const payload = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields, "__proto__", "event_id"), hostile));
  fc.assert(
    fc.property(payload, (value) => {
      const object = typeof value === "object" && value !== null && !Array.isArray(value);
      if (!object) expect(() => normalized(value)).toThrow(expect.objectContaining({ status: 400 }));
      else expect(normalized(value)).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), timestamp: expect.any(Number) });
    }),
    { numRuns: 500 },
  );
});

test.each(["", "{", "[1]", "null", `{"a":${"[".repeat(100_000)}`, "\u0000"])("%.20s is refused", (text) => {
  const bytes = new TextEncoder().encode(text);
  expect(() => normalize(bytes, { receivedAt: 0, id: FALLBACK_ID })).toThrow(expect.objectContaining({ status: 400 }));
});

test("names of the prototype do no harm", () => {
  const named = `{"message":"m","__proto__":{"level":"fatal"},"tags":{"__proto__":"x"}}`;
  const event = normalize(new TextEncoder().encode(named), { receivedAt: 0, id: FALLBACK_ID });
  expect(event).toMatchObject({ message: "m", level: "error", tags: [["__proto__", "x"]] });
});
