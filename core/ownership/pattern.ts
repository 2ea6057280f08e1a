/** What patterns and values are compared by: the characters of a text, or the segments of a path. */
export type Units = ArrayLike<string>;

export type Pattern = {
  /** A text that every matching value contains, in its folded form; empty when there is none. */
  literal: string;
  matches: (value: Units) => boolean;
};

/** A pattern language: how values are made comparable (once each), and what its patterns mean. */
export type Language = {
  fold: (text: string) => string;
  units: (folded: string) => Units;
  compile: (pattern: string) => Pattern;
};

/**
 * Whether the whole value matches the pattern, where `star` stands for any number of units and every other unit is left to `accepts`.
 * Going back to the newest star suffices: whatever an older one could take more of, the newest can take as well. So no pair of units is
 * compared twice, and the work is at most pattern.length × value.length whatever the pattern.
 */
export function matchesUnits(star: string, pattern: Units, value: Units, accepts: (unit: string, of: string) => boolean): boolean {
  let patternEnd = pattern.length;
  let valueEnd = value.length;
  while (patternEnd > 0 && pattern[patternEnd - 1] !== star) {
    if (valueEnd === 0 || !accepts(pattern[--patternEnd]!, value[--valueEnd]!)) return false;
  }
  if (patternEnd === 0) return valueEnd === 0;

  let next = 0;
  let afterStar = -1;
  let starEnd = 0;
  let at = 0;
  while (at < valueEnd) {
    const unit = pattern[next]!;
    if (unit === star) {
      afterStar = ++next;
      if (afterStar === patternEnd) return true;
      starEnd = at;
    } else if (accepts(unit, value[at]!)) {
      next++;
      at++;
    } else if (afterStar >= 0) {
      next = afterStar;
      at = ++starEnd;
    } else return false;
  }
  while (pattern[next] === star) next++;
  return next >= patternEnd;
}

/** The text by characters: code points, not the halves that a string holds of the rarer ones. */
export const characters = (text: string): Units => (/[\ud800-\udfff]/.test(text) ? [...text] : text);

export const longest = (texts: readonly string[]): string => texts.reduce((best, it) => (it.length > best.length ? it : best), "");
