import { expect, test } from "vitest";
import { fillFields, offeredFields } from "../../../core/tickets/fill-fields.ts";
import type { CreateField } from "../../../core/trackers/create-fields.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";

const field = (over: Partial<CreateField>): CreateField => ({
  ...{ id: "reviewer", name: "Reviewer", kind: "user", required: false, usual: [], choices: [] },
  ...over,
});
const PEOPLE = [
  { id: "ada", name: "Ada Admin", email: "ada@example.com" },
  { id: "adam", name: "Adam", email: null },
];
/** Finds by the beginning of a name or account, as a tracker does. */
const tracker = {
  people: async (text: string) => PEOPLE.filter((it) => [it.id, it.name].some((one) => one.toLowerCase().startsWith(text.toLowerCase()))),
} as Tracker;

test.each([
  ["ada", "ada"],
  ["Adam", "adam"],
  ["Ada A", "ada"],
])("somebody is found by account, name or the beginning of it: %s", async (text, id) => {
  expect(await fillFields(tracker, [field({})], { reviewer: [text] })).toEqual([{ id: "reviewer", kind: "user", values: [id] }]);
});

test("each field that cannot be filled in says why, all at once; the others are not lost on the way", async () => {
  const fields = [field({}), field({ id: "second", name: "Second" }), field({ id: "cost", name: "Cost", kind: "number" })];
  const filled = fillFields(tracker, fields, { reviewer: ["zed"], second: ["a"], cost: ["much"], unknown: ["x"] });
  await expect(filled).rejects.toMatchObject({
    status: 400,
    fields: {
      reviewer: ['Reviewer: nobody there is called "zed".'],
      second: [expect.stringContaining("Ada Admin, Adam")],
      cost: [expect.stringContaining("a number")],
    },
  });
  expect(await fillFields(tracker, fields, {})).toEqual([]);
});

test("what an organization ignores is not offered, unless it has to be filled in; what only the tracker's form has stands apart", () => {
  const fields = [
    field({ id: "a", required: true }),
    field({ id: "b" }),
    field({ id: "c", name: "Story Points" }),
    field({ id: "d", kind: "other" }),
    field({ id: "e", kind: "other", required: true }),
  ];
  const { needed, more, elsewhere } = offeredFields(fields, ["A", "story points"]);
  expect([needed, more, elsewhere].map((all) => all.map((it) => it.id))).toEqual([["a"], ["b"], ["e"]]);
});
