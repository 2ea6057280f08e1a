import { expect, test } from "vitest";
import { later, latest, type Register, wordOf } from "../../../core/sync/register.ts";

const ada = { value: "ada", at: 1000 };
const bob = { value: "bob", at: 1000 };

test("later is what was decided later; of one moment the same one of the two, wherever they meet", () => {
  expect([later({ value: "ada", at: 1001 }, bob), later(bob, { value: "ada", at: 1001 })]).toEqual([true, false]);
  expect([later(bob, ada), later(ada, bob), later(ada, ada)]).toEqual([true, false, false]);
  const nobody: Register = { value: null, at: 1000 };
  expect([later(nobody, bob), later(bob, nobody)].filter((it) => it)).toHaveLength(1);
  expect(latest([ada, bob], nobody)).toEqual(latest([bob, ada], nobody));
});

test("a status is compared by its side alone", () => {
  expect([wordOf("status", "done:6"), wordOf("status", "done:5"), wordOf("status", null), wordOf("owner", "a:b")]).toEqual([
    ...["done", "done", null, "a:b"],
  ]);
});
