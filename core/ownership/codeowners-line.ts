/**
 * A line of a CODEOWNERS file, read and not yet looked up (docs.github.com "About code owners"; docs.gitlab.com "Code Owners syntax").
 * `path` is a pattern with its escapes; a blank in it is escaped. `owners` are as written; none stands for nobody, or in a section with
 * owners of its own for those.
 */
export type CodeownersLine =
  | { kind: "comment"; text: string }
  | { kind: "section"; owners: string[] }
  | { kind: "rule"; path: string; owners: string[] }
  | { kind: "unreadable"; reason: "unsupported_path" | "quote_not_closed" };

/** `[Name]`, `^[Name]` where nobody need approve, `[Name][2]` where two have to. Never a rule, whatever it looks like. */
const SECTION = /^\^?\[[^[\]]+\](?:\[\d+\])?(?=\s|$)/;
const PATH = /^(?:\\.|[^\s\\])+/s;
const QUOTED = /^"((?:\\.|[^"\\])*)"(?=\s|$)/;

/** Null for a line of blanks. */
export function readLine(untrimmed: string): CodeownersLine | null {
  const line = untrimmed.trim();
  if (line === "") return null;
  if (line.startsWith("#")) return { kind: "comment", text: line };
  const section = SECTION.exec(line)?.[0];
  if (section !== undefined) return { kind: "section", owners: ownersOf(line.slice(section.length)) };
  const quoted = line.startsWith('"') ? QUOTED.exec(line) : null;
  if (line.startsWith('"') && !quoted) return { kind: "unreadable", reason: "quote_not_closed" };
  const sent = quoted?.[0] ?? PATH.exec(line)?.[0] ?? "";
  const path = quoted ? quoted[1]!.replace(/\\"/g, '"').replace(/(?<!\\)\s/g, "\\$&") : sent;
  const rest = line.slice(sent.length);
  if (!isSupported(path) || (rest !== "" && !/^\s/.test(rest))) return { kind: "unreadable", reason: "unsupported_path" };
  return { kind: "rule", path, owners: ownersOf(rest) };
}

/** Neither host takes back what an earlier line owns (`!`), or knows ranges of characters. What is escaped stands for itself. */
function isSupported(path: string): boolean {
  const plain = path.replace(/\\./gs, "");
  const bracket = plain.indexOf("[");
  return path !== "" && !/[!#\\]/.test(plain) && !(bracket >= 0 && plain.includes("]", bracket));
}

/** Up to a word that begins a comment. */
function ownersOf(text: string): string[] {
  const words = text.split(/\s+/).filter((it) => it !== "");
  const comment = words.findIndex((it) => it.startsWith("#"));
  return comment < 0 ? words : words.slice(0, comment);
}
