import { DATE } from "./date-pattern.ts";

/** Patterns capture nothing. Each starts where a run of its characters starts, so that no character is tried over and over. */
type Kind = {
  /** What stands in its place; without one it stays as it is, with all that is in it. */
  name?: string;
  pattern: RegExp;
};

const QUOTED = /(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/.source;
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const HEX4 = "[0-9a-fA-F]{1,4}";
/** Two dots, or a digit. Nothing that a program reaches into: `this.props.me is undefined`, `a.b.c(…)`, `java.lang.Error`. */
const HOST = [
  "(?!(?:this|self|window|document|process|module|exports)\\.)",
  "(?:(?:[a-z0-9-]+\\.){2,}|(?=[a-z.-]*\\d)(?:[a-z0-9-]+\\.)+)[a-z]{2,}",
  "(?![\\w-]|\\.\\w|\\s+is\\s|\\s*\\()",
].join("");

/** The values that a message may hold, in the order in which they are looked for at one place. */
export const KINDS: readonly Kind[] = [
  // The name of a value, in JSON and what looks like it: `{"id": 7}`.
  { pattern: new RegExp(`(?<=[{,]\\s{0,9})${QUOTED}(?=\\s{0,9}:)`) },
  // Names with a number in them, and decades: `utf-8`, `1990s`.
  { pattern: /(?<![\w-])(?:utf|ucs|iso|koi|cp|windows|sha|md|aes|rsa|rfc|UTF|UCS|ISO|KOI|CP|SHA|MD|AES|RSA|RFC)-\d+(?:-\d+)*(?!\w)/ },
  { pattern: /(?<!\w)(?:18|19|20)\d0s(?!\w)/ },
  { name: "email", pattern: /(?<![\w.+%-])[\w.+%-]+@[A-Za-z][\w-]*(?:\.[\w-]+)*/ },
  { name: "url", pattern: /(?<![\w+.-])[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s"'<>()[\]{}`]*[^\s"'<>()[\]{}`.,;:!?]/ },
  { name: "uuid", pattern: /(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z])/ },
  { name: "date", pattern: DATE },
  { name: "mac", pattern: /(?<![\w:-])(?:(?:[0-9a-fA-F]{2}:){5}|(?:[0-9a-fA-F]{2}-){5})[0-9a-fA-F]{2}(?![\w:-])/ },
  { name: "mac", pattern: /(?<![\w.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])/ },
  { name: "ip", pattern: new RegExp(`(?<![\\w.-])(?<!\\b[Vv]ersion )(?:${OCTET}\\.){3}${OCTET}(?![\\w-]|\\.\\d)`) },
  {
    name: "ip",
    pattern: new RegExp(
      `(?<![\\w:.])(?=[a-fA-F:]*\\d)(?:(?:${HEX4}:){7}${HEX4}|(?:${HEX4}:){0,6}(?:${HEX4})?::(?:${HEX4}(?::${HEX4}){0,6})?)(?![\\w:(])`,
    ),
  },
  { name: "version", pattern: /(?<![\w.])[vV]?\d+(?:\.\d+){2,}(?:[-+][\w.+-]*\w)?(?!\w)/ },
  { name: "host", pattern: new RegExp(`(?<![\\w.@/-])(?:${HOST}|${HOST.replaceAll("a-z", "A-Z")})`) },
  { name: "duration", pattern: /(?<![\w.])(?:\d+(?:\.\d+)?\s?(?:ns|[uµ]s|ms|secs?|s|mins?|m|h))+(?!\w)/ },
  // One kind for all of them: a value that is 7 once is 7.5, 0x7 or 9af8c3d1 another time.
  { name: "number", pattern: /(?<![0-9A-Za-z])0[xX][0-9a-fA-F]+(?![0-9A-Za-z])/ },
  { name: "number", pattern: /(?<![0-9A-Za-z])(?:(?=[a-f]*\d)[0-9a-f]{8,128}|(?=[A-F]*\d)[0-9A-F]{8,128})(?![0-9A-Za-z])/ },
  { name: "number", pattern: /(?:(?<![\w\])])-)?(?<!\w)\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][+-]?\d+)?(?:[kKMGTP]i?B|[kKMG%])?(?!\w)/ },
  // What follows an underscore is a value only where it is long: `user_12345`, not `address_line_2`.
  { name: "number", pattern: /(?<=_)\d{4,}(?![0-9A-Za-z])/ },
  { name: "quoted", pattern: new RegExp(`(?<!\\w)(?:[bru](?=["']))?${QUOTED}(?!\\w)|“[^”\\n]*”|«[^»\\n]*»`) },
  { name: "boolean", pattern: /(?<==|["']\s{0,9}:\s{0,9})(?:true|false|True|False)(?!\w)/ },
];
