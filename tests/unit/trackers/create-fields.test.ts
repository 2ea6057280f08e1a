import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type CreateField, type FieldKind, readField } from "../../../core/trackers/create-fields.ts";

const CHOICES = [
  { id: "1", name: "Minor" },
  { id: "2", name: "2026" },
];
const field = (kind: FieldKind, choices: CreateField["choices"] = CHOICES): CreateField => ({
  ...{ id: "customfield_1", name: "Severity", kind, required: true, usual: [], choices },
});

test.each<[FieldKind, string[], string[]]>([
  ["text", [" as typed "], ["as typed"]],
  ["long-text", ["one\n\ntwo"], ["one\n\ntwo"]],
  ["number", ["-2.50"], ["-2.5"]],
  ["date", ["2028-02-29"], ["2028-02-29"]],
  ["labels", ["ui, api  ui", "web"], ["ui", "api", "web"]],
  ["choice", ["1"], ["1"]],
  ["choice", ["minor"], ["1"]],
  ["choice", ["2"], ["2"]],
  ["choices", ["1", "2026", "1"], ["1", "2"]],
  ["choices", ["minor\n\n 2026 "], ["1", "2"]],
  ["user", ["ada@example.com"], ["ada@example.com"]],
])("a %s of %j is %j", (kind, typed, values) => {
  expect(readField(field(kind), typed)).toEqual({ id: "customfield_1", kind, values });
});

test.each<[FieldKind, string[]]>([
  ["text", ["x".repeat(256)]],
  ["long-text", ["x".repeat(30_001)]],
  ["number", ["1e3"]],
  ["number", ["2,5"]],
  ["date", ["2027-02-29"]],
  ["date", ["31.03.2026"]],
  ["labels", ["x".repeat(256)]],
  ["choice", ["Blocker"]],
  ["choice", ["1", "2"]],
  ["choices", ["1", "Blocker"]],
  ["other", ["anything"]],
])("a %s cannot be %j, and says so by its name", (kind, typed) => {
  expect(readField(field(kind), typed)).toEqual({ problem: expect.stringMatching(/^Severity: /) });
});

const KINDS: FieldKind[] = ["text", "long-text", "number", "date", "labels", "choice", "choices", "user", "other"];

test("nothing typed is nothing, whatever the field", () => {
  for (const kind of KINDS) expect(readField(field(kind), ["", "  "])).toBeNull();
});

test("whatever is typed never fails, and what is filled in is something", () =>
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(fc.string({ maxLength: 300 }), { maxLength: 120 }), (kind, typed) => {
      const read = readField(field(kind), typed);
      if (read && "values" in read) expect(read.values.length).toBeGreaterThan(0);
    }),
  ));
