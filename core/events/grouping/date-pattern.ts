const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
const MONTH =
  "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December)";
const TIME = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?(?:\\s?[apAP]\\.?[mM](?!\\w)\\.?)?";
const ZONE = "(?:\\s?(?:Z|UTC|(?:GMT)?[+-]\\d{2}:?\\d{2}|GMT)(?![\\w])(?:\\s\\([\\w \\-]{1,60}\\))?)?";
const WEEKDAY = `(?:${DAY},?\\s{1,2})?`;

/** Dates and times of day as programs print them: ISO 8601 and RFC 822, 850, 1123, 3339, ctime, `Date` of JavaScript, Python's repr. */
export const DATE = new RegExp(
  [
    `(?<![\\w-])\\d{4}-\\d{2}-\\d{2}(?:(?:T|\\s)${TIME}${ZONE})?(?![\\w-])`,
    "(?<!\\w)\\d{8}T\\d{6}(?:\\.\\d{1,9})?Z?(?!\\w)",
    `(?<!\\w)${WEEKDAY}\\d{1,2}[- ]${MONTH}[- ]\\d{2,4}(?:\\s${TIME}${ZONE})?(?!\\w)`,
    `(?<!\\w)${WEEKDAY}${MONTH}\\s{1,2}\\d{1,2},?\\s{1,2}\\d{4}(?:\\s${TIME}${ZONE})?(?!\\w)`,
    `(?<!\\w)${WEEKDAY}${MONTH}\\s{1,2}\\d{1,2}\\s${TIME}${ZONE}(?:\\s\\d{4})?(?!\\w)`,
    "(?<!\\w)datetime\\.(?:datetime|date)\\([^)\\n]{1,80}\\)",
    `(?<![\\w:.])${TIME}${ZONE}(?![\\w:])`,
  ].join("|"),
);
