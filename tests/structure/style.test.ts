import { expect, test } from "vitest";
import { SHEET } from "../../functions/views/style/sheet.ts";
import { LOCAL_SHEET } from "../../infra/local/sandbox/pages/sheet.ts";
import { codeOf, sources } from "../support/source.ts";

const markup = sources.filter((file) => file.startsWith("functions/") && !file.startsWith("functions/views/style/")).map(codeOf);
const sandbox = sources.filter((file) => file.startsWith("infra/local/sandbox/pages/") && !file.endsWith("/sheet.ts")).map(codeOf);
const wordsOf = (text: string) => text.match(/[a-z][\w-]*/g) ?? [];
/** From `class="` to the end of its tag, with what is put in between; and the tones and hues that are put in there by name. */
const usedIn = (code: string): string[] => [
  ...[...code.matchAll(/class="([^>\n]*)/g)].flatMap(([, text = ""]) => wordsOf(text)),
  ...[...code.matchAll(/(?:tone: |Tone = |HUES = )([^;,}]*(?:, "[^\]]*\])?)/g)].flatMap(([, text = ""]) => wordsOf(text)),
];
const used = new Set(markup.flatMap(usedIn));
const rulesOf = (sheet: string) => sheet.replaceAll(/\{[^{}]*\}/g, "{}").replaceAll(/@[\w-]+[^{;]*|"[^"]*"/g, "");
const classesOf = (sheet: string) => new Set([...rulesOf(sheet).matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name));
const styled = classesOf(SHEET);
const named = (codes: readonly string[]) =>
  new Set(codes.flatMap((code) => [...code.matchAll(/class="([a-z][\w -]*)"/g)].flatMap(([, text = ""]) => wordsOf(text))));

test("there is something to check", () => expect(styled.size).toBeGreaterThan(50));

test("the style sheet has no class that no markup has", () => expect([...styled].filter((it) => !used.has(it))).toEqual([]));

test("markup has no class that the style sheet does not know", () => {
  expect([...named(markup)].filter((it) => !styled.has(it))).toEqual([]);
});

test("the sandbox's pages have a sheet of their own, for what no other page has", () => {
  const local = classesOf(LOCAL_SHEET);
  expect([...named(sandbox)].filter((it) => !styled.has(it) && !local.has(it))).toEqual([]);
  expect([...local].filter((it) => !sandbox.some((code) => code.includes(it)))).toEqual([]);
});
