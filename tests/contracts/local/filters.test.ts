import { expect, test } from "vitest";
import { compileFilter } from "../../../infra/local/filters.ts";

test.each([
  [{ a: ["x"] }, { a: "x" }, true],
  [{ a: ["x", "y"] }, { a: "z" }, false],
  [{ a: [null] }, { a: null }, true],
  [{ a: { b: [{ prefix: "no" }] } }, { a: { b: "note" } }, true],
  [{ a: { b: [{ prefix: "no" }] } }, { a: { b: 1 } }, false],
  [{ a: { b: [{ prefix: "no" }] } }, { a: {} }, false],
  [{ a: { b: [{ exists: false }] } }, {}, true],
  [{ a: [{ exists: true }] }, {}, false],
  [{ a: [{ "anything-but": ["x"] }] }, { a: "y" }, true],
  [{ a: [{ "anything-but": "x" }] }, { a: "x" }, false],
  [{ a: [{ "anything-but": ["x"] }] }, {}, false],
  [{ a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }, true],
  [{ a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 0 }, false],
  [{ a: [{ numeric: ["=", 3] }, { prefix: "x" }] }, { a: "xy" }, true],
  [{ a: [{ numeric: ["<", 3] }] }, { a: "2" }, false],
  [{ a: ["x"], b: ["y"] }, { a: "x" }, false],
])("the filter %j on %j: %s", (pattern, record, expected) => expect(compileFilter(pattern)(record)).toBe(expected));

test.each([
  [{ a: [{ cidr: "10.0.0.0/8" }] }, "cidr"],
  [{ a: [{ numeric: ["~", 1] }] }, "~"],
])("%j is not known, which is said before any record comes", (pattern, named) => expect(() => compileFilter(pattern)).toThrow(named));
