import { describe, expect, test } from "vitest";
import { countedExceptions, exceptionParts } from "../../../../core/events/grouping/exceptions.ts";
import { frame, normalized, thrown } from "../../../support/sdk-events.ts";

const pay = frame("pay");
const library = frame("query", { in_app: false, filename: "lib/db.js" });
const partsOf = (values: object[], variant: "app" | "all" = "all") => exceptionParts(normalized({ exception: { values } }), variant);
const inGroup = (it: object, id: number, parent: number | null, isGroup = false) => ({
  ...it,
  mechanism: { type: "chained", exception_id: id, ...(parent !== null && { parent_id: parent }), is_exception_group: isGroup },
});

describe("one exception", () => {
  test.each([
    [
      "a type and a stack",
      thrown("E", "v", [pay]),
      [
        ["type", "E"],
        ["frame", "file:cart.js", "function:pay"],
      ],
    ],
    [
      "no stack: the value",
      { type: "E", value: "cart 7" },
      [
        ["type", "E"],
        ["value", "cart <number>"],
      ],
    ],
    [
      "no frame that says anything",
      thrown("E", "v", [{ lineno: 7 }]),
      [
        ["type", "E"],
        ["value", "v"],
      ],
    ],
    ["no type", { value: "v" }, [["value", "v"]]],
    ["made up for its stack", { ...thrown("E", "v", [pay]), mechanism: { synthetic: true } }, [["frame", "file:cart.js", "function:pay"]]],
    ["made up, without one", { type: "E", value: "v", mechanism: { synthetic: true } }, [["value", "v"]]],
    [
      "of Apple",
      { type: "E", value: "v", mechanism: { meta: { ns_error: { domain: "d", code: 7 } } } },
      [
        ["type", "E"],
        ["error", "d", "7"],
      ],
    ],
  ])("with %s", (_, value, expected) => expect(partsOf([value])).toEqual(expected));

  test("a frame that calls itself counts once, wherever that began", () => {
    expect(partsOf([thrown("E", "v", [pay, pay, pay])])).toEqual(partsOf([thrown("E", "v", [pay])]));
    expect(partsOf([thrown("E", "v", [pay, frame("pay", { lineno: 11 })])])).toHaveLength(3);
  });

  test("nothing of the application is nothing to find it by; all frames are", () => {
    expect(partsOf([thrown("E", "v", [library])], "app")).toBeNull();
    expect(partsOf([{ type: "E", value: "v" }], "app")).toBeNull();
    expect(partsOf([thrown("E", "v", [library])])).toEqual([
      ["type", "E"],
      ["frame", "file:db.js", "function:query"],
    ]);
  });
});

test("in minified code what the error says stands for where it was thrown; else it never counts", () => {
  const bundled = (name: string) => frame(name, { filename: "https://shop.test/a-1.js" });
  const of = (value: string, ...names: string[]) => {
    const [one] = normalized({ exception: { values: [thrown("E", value, names.map(bundled))] }, platform: "javascript" }).exceptions;
    return exceptionParts({ platform: "javascript", exceptions: [one!] }, "all");
  };
  const [type, click] = [
    ["type", "E"],
    ["frame", "function:onClick"],
  ];
  expect(of("No card for 7", "onClick", "t", "e")).toEqual([type, ["value", "No card for <number>"], click]);
  expect(of("No card for 8", "n", "onClick", "aB")).toEqual([type, ["value", "No card for <number>"], click]);
  expect(of("No courier", "n", "onClick")).toEqual([type, click]);
  expect(of("No courier", "e")).toEqual([type, ["value", "No courier"]]);
});

test("all of a chain count; the value of one inside a library does not say which error it is", () => {
  const chain = (value: string) => [thrown("Down", value, [library]), thrown("E", "v", [library, pay])];
  expect(partsOf(chain("db-1"), "app")).toEqual([
    ["type", "Down"],
    ["type", "E"],
    ["frame", "file:cart.js", "function:pay"],
  ]);
  expect(partsOf(chain("db-1"), "app")).toEqual(partsOf(chain("another"), "app"));
});

describe("exceptions that hold others", () => {
  const group = inGroup(thrown("ExceptionGroup", "3 errors", [frame("all")]), 0, null, true);
  const child = (id: number, type: string, parent = 0) => inGroup(thrown(type, `v${id}`, [pay]), id, parent);
  const typesOf = (values: object[]) => countedExceptions(normalized({ exception: { values } })).map((it) => it.type);

  test("equal ones are one, as if it had come alone", () => {
    expect(typesOf([child(3, "E"), child(2, "E"), child(1, "E"), group])).toEqual(["E"]);
    expect(partsOf([child(2, "E"), child(1, "E"), group])).toEqual(partsOf([thrown("E", "v", [pay])]));
  });

  test("one brings its causes", () => expect(typesOf([child(2, "Cause", 1), child(1, "E"), group])).toEqual(["Cause", "E"]));

  test("several count with the group, in one order", () => {
    expect(typesOf([child(2, "F"), child(1, "E"), group])).toEqual(["E", "F", "ExceptionGroup"]);
    expect(partsOf([child(2, "F"), child(1, "E"), group])).toEqual(partsOf([child(2, "E"), child(1, "F"), group]));
  });

  test("a group in a group is looked into", () => {
    const inner = inGroup({ type: "ExceptionGroup", value: "1 error" }, 1, 0, true);
    expect(typesOf([child(2, "E", 1), inner, group])).toEqual(["E"]);
  });

  test.each([
    ["an id twice", [child(1, "E"), child(1, "F"), group]],
    ["none without a parent", [child(1, "E"), child(2, "F")]],
    ["one without an id", [thrown("E", "v"), group]],
    ["its own parent", [child(1, "E", 1), group]],
    ["a circle", [inGroup(thrown("E", "v"), 2, 1, true), inGroup(thrown("F", "v"), 1, 2, true), group]],
    ["no group", [child(1, "Cause"), inGroup(thrown("E", "v"), 0, null)]],
  ])("%s: all of them, as they were sent", (_, values) =>
    expect(typesOf(values)).toEqual((values as { type: string }[]).map((it) => it.type)),
  );
});
