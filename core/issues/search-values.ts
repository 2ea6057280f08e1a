import { Invalid } from "../errors.ts";

/** What a value may be: one of some texts, each to the letter, or with `*` for anything, then whatever its case. */
export type Texts = { exact: string[]; matches: (text: string) => boolean };

/** `"with blanks"`, with `\"` inside, is what is between the quotes. */
export const unquoted = (value: string): string =>
  /^"(?:[^"\\]|\\.)*"$/s.test(value) ? value.slice(1, -1).replace(/\\(["\\])/g, "$1") : value;

/** A value, or any of a list as `[a, "b c"]`. `exact` is empty where a value has a `*`: then there is nothing to look up. */
export function textsOf(value: string): Texts {
  const list = /^\[(.*)\]$/s.exec(value)?.[1];
  const values = list === undefined ? [value] : (list.match(/"(?:[^"\\]|\\.)*"|[^,\s][^,]*/g) ?? []).map((it) => it.trim());
  const texts = values.map(unquoted);
  const plain = texts.every((it) => !/(?<!\\)\*/.test(it));
  const tests = texts.map(textTest);
  return { exact: plain ? texts.map((it) => it.replaceAll("\\*", "*")) : [], matches: (text) => tests.some((test) => test(text)) };
}

function textTest(wanted: string): (text: string) => boolean {
  const pieces = wanted.split(/(?<!\\)\*/).map((it) => it.replaceAll("\\*", "*"));
  if (pieces.length === 1) return (text) => text === pieces[0];
  const [first = "", ...rest] = pieces.map((it) => it.toLowerCase());
  const last = rest.pop() ?? "";
  return (text) => {
    const lower = text.toLowerCase();
    if (!lower.startsWith(first) || !lower.endsWith(last)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = lower.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= lower.length - last.length;
  };
}

/** `5`, `>5`, `>=5`, `<5`, `<=5`. Throws Invalid. */
export function numberTest(key: string, value: string): (number: number) => boolean {
  const [, comparison = "", digits] = /^(>=?|<=?)?(\d{1,15})$/.exec(unquoted(value)) ?? [];
  if (digits === undefined) throw new Invalid(`Invalid search: ${key} takes a whole number, also as >5, >=5, <5 or <=5.`);
  const wanted = Number(digits);
  return compared(comparison, wanted, wanted + 1);
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const DAY = 86_400_000;
const AROUND = { before: 5 * 60_000, after: 6 * 60_000 };

/**
 * A time in ms since the epoch: `-24h` newer than that, `+24h` older (minutes, hours, days, weeks), a day as `2026-01-31` that day, a
 * time from five minutes before to six after it; both also with `>`, `>=`, `<`, `<=`. Throws Invalid.
 */
export function timeTest(key: string, value: string, now: number): (time: number) => boolean {
  const text = unquoted(value);
  const [, sign, count, unit = ""] = /^([+-])(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (sign) {
    const limit = now - Number(count) * (UNITS[unit] ?? 0);
    return sign === "-" ? (time) => time >= limit : (time) => time <= limit;
  }
  const [, comparison = "", date = ""] = /^(>=?|<=?)?(\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?)$/.exec(text) ?? [];
  const isDay = !date.includes("T");
  const at = Date.parse(isDay || date.endsWith("Z") ? date : `${date}Z`);
  if (Number.isNaN(at)) throw new Invalid(`Invalid search: ${key} takes -24h (newer than), +24h (older than), or a date as >2026-01-31.`);
  if (comparison) return compared(comparison, at, isDay ? at + DAY : at + 1);
  return isDay ? (time) => time >= at && time < at + DAY : (time) => time >= at - AROUND.before && time < at + AROUND.after;
}

/** `from` to before `to` is what the value itself means: a number, a day. */
function compared(comparison: string, from: number, to: number): (value: number) => boolean {
  switch (comparison) {
    case ">":
      return (value) => value >= to;
    case ">=":
      return (value) => value >= from;
    case "<":
      return (value) => value < from;
    case "<=":
      return (value) => value < to;
    default:
      return (value) => value >= from && value < to;
  }
}
