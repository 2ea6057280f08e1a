import { characters, type Language, longest, matchesUnits } from "./pattern.ts";

/** `[abc]`, `[a-z]`, `[!abc]`. A bracket may only be its first member, so that looking for the end never goes past the next bracket. */
const CHARACTER_CLASS = /\[[!^]?[\s\S][^[\]]*\]/;
const UNIT = new RegExp(`${CHARACTER_CLASS.source}|.`, "gsu");
const WILDCARD = new RegExp(`${CHARACTER_CLASS.source}|[*?]`);

/**
 * Globs over whole values (behaviour §5.9): `*` is any run of characters, slashes too, `?` any one character, and a class one of its
 * members (https://docs.sentry.io/product/issues/ownership-rules/). Everything else, braces too, stands for itself.
 */
const globOf = (fold: (text: string) => string): Language => ({
  fold,
  units: characters,
  compile: (pattern) => {
    const folded = fold(pattern);
    let units: string[] | undefined;
    return {
      literal: longest(folded.split(WILDCARD)),
      matches: (value) => {
        units ??= folded.match(UNIT) ?? [];
        return matchesUnits("*", units, value, acceptsCharacter);
      },
    };
  },
});

/** For paths, modules and URLs: letter case and the kind of slash make no difference. */
export const foldedGlob = globOf((text) => text.replaceAll("\\", "/").toLowerCase());

/** For tags. */
export const exactGlob = globOf((text) => text);

const acceptsCharacter = (unit: string, character: string): boolean =>
  unit === character || unit === "?" || (unit.length > 2 && inClass(unit, character));

function inClass(unit: string, character: string): boolean {
  const negated = unit.length > 3 && /[!^]/.test(unit[1]!);
  const members = [...unit.slice(negated ? 2 : 1, -1)];
  for (let at = 0; at < members.length; at++) {
    const from = members[at]!;
    const ranged = members[at + 1] === "-" && at + 2 < members.length;
    if (ranged) at += 2;
    if (from <= character && character <= members[at]!) return !negated;
  }
  return negated;
}
