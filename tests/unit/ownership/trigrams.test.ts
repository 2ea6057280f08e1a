import fc from "fast-check";
import { expect, test } from "vitest";
import { mayContain, trigramsOf } from "../../../core/ownership/trigrams.ts";

const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 }).map((it) => it.join(""));

test("no text that is in one of them is ever ruled out", () => {
  fc.assert(
    fc.property(fc.array(text), text, text, text, (others, before, literal, after) => {
      expect(mayContain(trigramsOf([...others, before + literal + after]), literal)).toBe(true);
    }),
  );
});

test.each(["abx", "xab", "abcdexgh", "abcdefgx"])("%s is ruled out: one of its trigrams is in none", (literal) => {
  expect(mayContain(trigramsOf(["abcdefgh", "xa", "bx"]), literal)).toBe(false);
});
