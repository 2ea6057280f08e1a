import { characters, type Language, longest, matchesUnits } from "./pattern.ts";

/**
 * Patterns of a CODEOWNERS file (behaviour §5.9, and https://git-scm.com/docs/gitignore for what it leaves open): `*` and `?` stay
 * within a segment, a segment `**` is any number of segments, a pattern with a slash before its end is anchored and any other floats, a
 * path below a match matches too except for `dir/*`, and letter case counts. Brackets and braces stand for themselves, and so does what is
 * escaped; any other backslash is a slash.
 */
export const codeownersPattern: Language = {
  fold: (text) => text.replaceAll("\\", "/").replace(/^\/+/, ""),
  units: (folded) => folded.split("/"),
  compile: (pattern) => {
    let units: string[] | undefined;
    return {
      literal: longest(slashed(pattern).replace(/^\/+/, "").split(NOT_LITERAL)),
      matches: (value) => {
        units ??= unitsOf(pattern);
        return matchesUnits("**", units, value, acceptsSegment);
      },
    };
  },
};

// A segment `**` may be nothing, so the slashes beside it need not be in the value.
const NOT_LITERAL = /(?:^|\/)(?:\*\*(?:\/|$))+|\\.|[*?]|\/{2,}/;

const slashed = (pattern: string): string => pattern.replace(/\\(?![*?[\]#! "\\])|(\\.)/g, (_, escaped?: string) => escaped ?? "/");

/** The pattern by segments, with a `**` for all that it leaves open. A pattern of slashes only has no unit, which no path matches. */
function unitsOf(pattern: string): string[] {
  const segments = slashed(pattern).split("/");
  const leading = trimStart(segments);
  const directory = trimEnd(segments);
  const last = segments.at(-1);
  const anchored = leading || segments.length > 1;
  if (last === undefined) return [];

  if (directory || last === "**") segments.push("*", "**");
  else if (last !== "*") segments.push("**");
  return anchored ? segments : ["**", ...segments];
}

/** Drops the empty segments at the start; whether there were any. */
function trimStart(segments: string[]): boolean {
  const from = segments.findIndex((it) => it !== "");
  segments.splice(0, from < 0 ? segments.length : from);
  return from !== 0;
}

function trimEnd(segments: string[]): boolean {
  const to = segments.findLastIndex((it) => it !== "") + 1;
  return segments.splice(to).length > 0;
}

const acceptsSegment = (unit: string, segment: string): boolean =>
  unit === segment || (/[*?\\]/.test(unit) && matchesUnits("*", unit.match(/\\.|./gsu) ?? [], characters(segment), acceptsCharacter));

const acceptsCharacter = (unit: string, character: string): boolean =>
  unit === character || unit === "?" || (unit.length > 1 && unit.startsWith("\\") && unit.slice(1) === character);
