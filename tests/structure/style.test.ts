import { expect, test } from "vitest";
import { SHEET } from "../../functions/views/style/sheet.ts";
import { codeOf, sources } from "../support/source.ts";

const markup = sources.filter((file) => file.startsWith("functions/") && !file.startsWith("functions/views/style/")).map(codeOf);
const wordsOf = (text: string) => text.match(/[a-z][\w-]*/g) ?? [];
/** From `class="` to the end of its tag, with what is put in between; and the tones and hues that are put in there by name. */
const used = new Set(
  markup.flatMap((code) => [
    ...[...code.matchAll(/class="([^>\n]*)/g)].flatMap(([, text = ""]) => wordsOf(text)),
    ...[...code.matchAll(/(?:tone: |Tone = |HUES = )([^;,}]*(?:, "[^\]]*\])?)/g)].flatMap(([, text = ""]) => wordsOf(text)),
  ]),
);
const rules = SHEET.replaceAll(/\{[^{}]*\}/g, "{}").replaceAll(/@[\w-]+[^{;]*|"[^"]*"/g, "");
const styled = new Set([...rules.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name));

test("there is something to check", () => expect(styled.size).toBeGreaterThan(50));

test("the style sheet has no class that no markup has", () => expect([...styled].filter((it) => !used.has(it))).toEqual([]));

test("markup has no class that the style sheet does not know", () => {
  const named = markup.flatMap((code) => [...code.matchAll(/class="([a-z][\w -]*)"/g)].flatMap(([, text = ""]) => wordsOf(text)));
  expect([...new Set(named)].filter((it) => !styled.has(it))).toEqual([]);
});
