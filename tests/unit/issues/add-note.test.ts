import { expect, test } from "vitest";
import { addNoteOnce } from "../../../core/issues/add-note.ts";
import { aGroup, fakeGroups } from "../../support/fakes.ts";

const [ADA, BOB] = [7, 8];

function setUp() {
  const { port, activities } = fakeGroups([aGroup(5)]);
  const add = (userId: number, seen: number) =>
    addNoteOnce({ groups: port, now: () => 100 }, { organizationId: 11, groupId: 5, seen, userId, text: "Me too." });
  const writers = () => activities.map(({ origin }) => origin.kind === "user" && origin.userId);
  return { add, writers };
}

test("two people who write the same words, each on a page of before, have a note each", async () => {
  const { add, writers } = setUp();
  for (const userId of [ADA, BOB, ADA, BOB]) await add(userId, 0);
  expect(writers()).toEqual([ADA, BOB]);
});

test("what somebody writes again on a page that shows it already is another note", async () => {
  const { add, writers } = setUp();
  await add(ADA, 0);
  await add(ADA, 1);
  expect(writers()).toEqual([ADA, ADA]);
});
