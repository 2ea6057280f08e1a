import { Invalid } from "../errors.ts";
import { readLine } from "./codeowners-line.ts";
import { type Rule, type RuleOwner, ruleText } from "./rule.ts";

/** Longest CODEOWNERS file, in UTF-16 units (behaviour §5.9). */
export const MAX_CODEOWNERS = 3_000_000;

/** Where a repository's directory `sourceRoot` appears in stack traces. Either may be empty, and may end with a slash or not. */
export type CodeMapping = { sourceRoot: string; stackRoot: string };

/** A line that gives nobody anything, and why. One whose owners are all unknown still ends the search, as it would with them. */
export type SkippedLine = { line: number; reason: "unsupported_path" | "quote_not_closed" | "no_known_owner" };

export type ConvertedCodeowners = {
  /** One without owners says that nobody owns what it matches. */
  rules: Rule[];
  /** The rules as text, with the file's comments. */
  text: string;
  skipped: SkippedLine[];
};

/**
 * Turns a CODEOWNERS file into rules (behaviour §5.9). `ownerOf` gives who an owner of the file (`@user`, `@org/team`, an e-mail address)
 * is here, or null: an unknown owner is left out. Sections of GitLab give their owners to the lines below that name none; the file is one
 * list all the same, of which the last match wins. Throws Invalid with the field `raw` for a file longer than MAX_CODEOWNERS.
 */
export function convertCodeowners(raw: string, mapping: CodeMapping, ownerOf: (name: string) => RuleOwner | null): ConvertedCodeowners {
  if (raw.length > MAX_CODEOWNERS) {
    const message = `Raw needs to be <= ${MAX_CODEOWNERS} characters in length`;
    throw new Invalid(message, { fields: { raw: [message] } });
  }
  const rules: Rule[] = [];
  const text: string[] = [];
  const skipped: SkippedLine[] = [];
  let usual: string[] = [];
  for (const [index, sent] of raw.split(/\r\n|\r|\n/).entries()) {
    const read = readLine(sent);
    if (read?.kind === "comment") text.push(read.text);
    if (read?.kind === "section") usual = read.owners;
    if (read?.kind === "unreadable") skipped.push({ line: index + 1, reason: read.reason });
    if (read?.kind !== "rule") continue;
    const named = read.owners.length > 0 ? read.owners : usual;
    const owners = named.flatMap((name) => ownerOf(name) ?? []);
    if (named.length > 0 && owners.length === 0) skipped.push({ line: index + 1, reason: "no_known_owner" });
    const rule: Rule = { matcher: { type: "codeowners", pattern: inStackTraces(read.path, mapping) }, owners };
    rules.push(rule);
    text.push(ruleText(rule));
  }
  return { rules, text: text.join("\n"), skipped };
}

/**
 * An anchored path with its source root replaced by the stack root. A path that floats, or is under another root, stays as it is: the
 * root is looked for at the start only, since `lib/src/x` is not under `src`.
 */
function inStackTraces(path: string, { sourceRoot, stackRoot }: CodeMapping): string {
  if (!/\/./.test(path) || path.startsWith("**")) return path;
  const source = asDirectory(sourceRoot).replace(/^\/+/, "");
  const rest = collapsed(path).replace(/^\//, "");
  if (!asDirectory(rest).startsWith(source)) return collapsed(path);
  const moved = collapsed(asDirectory(stackRoot.replaceAll("\\", "/")) + (rest.slice(source.length) || "**"));
  return /\/./.test(moved) ? moved : `/${moved}`;
}

const asDirectory = (root: string): string => (root === "" || root.endsWith("/") ? root : `${root}/`);

/** One slash for several, except after a colon, where they belong to a scheme. */
const collapsed = (path: string): string => path.replace(/(^|[^:/])\/{2,}/g, "$1/");
