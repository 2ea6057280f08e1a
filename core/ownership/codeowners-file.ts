import { Invalid } from "../errors.ts";
import { type Rule, type RuleOwner, ruleText } from "./rule.ts";

/** Longest CODEOWNERS file, in UTF-16 units (behaviour §5.9). */
export const MAX_CODEOWNERS = 3_000_000;

/** Where a repository's directory `sourceRoot` appears in stack traces. Either may be empty, and may end with a slash or not. */
export type CodeMapping = { sourceRoot: string; stackRoot: string };

export type ConvertedCodeowners = {
  rules: Rule[];
  /** The rules as text, with the file's comments. */
  text: string;
  skipped: { line: number; reason: "unsupported_path" | "no_known_owner" }[];
};

/**
 * Turns a CODEOWNERS file into rules (behaviour §5.9). `ownerOf` gives who an owner of the file (`@user`, `@org/team`, an e-mail address)
 * is here, or null: an unknown owner is left out, and so is a line without any known. Throws Invalid with the field `raw` for a file
 * longer than MAX_CODEOWNERS.
 */
export function convertCodeowners(raw: string, mapping: CodeMapping, ownerOf: (name: string) => RuleOwner | null): ConvertedCodeowners {
  if (raw.length > MAX_CODEOWNERS) {
    const message = `Raw needs to be <= ${MAX_CODEOWNERS} characters in length`;
    throw new Invalid(message, { fields: { raw: [message] } });
  }
  const rules: Rule[] = [];
  const text: string[] = [];
  const skipped: ConvertedCodeowners["skipped"] = [];
  for (const [index, untrimmed] of raw.split(/\r\n|\r|\n/).entries()) {
    const line = untrimmed.trim();
    if (line === "") continue;
    if (line.startsWith("#")) {
      text.push(line);
      continue;
    }
    const converted = convertLine(line, mapping, ownerOf);
    if (typeof converted === "string") skipped.push({ line: index + 1, reason: converted });
    else {
      rules.push(converted);
      text.push(ruleText(converted));
    }
  }
  return { rules, text: text.join("\n"), skipped };
}

function convertLine(
  line: string,
  mapping: CodeMapping,
  ownerOf: (name: string) => RuleOwner | null,
): Rule | "unsupported_path" | "no_known_owner" {
  const [path = "", ...words] = line.split(/(?<!\\)\s+/);
  if (unsupported(path)) return "unsupported_path";
  const comment = words.findIndex((it) => it.startsWith("#"));
  const owners = (comment < 0 ? words : words.slice(0, comment)).flatMap((name) => ownerOf(name) ?? []);
  if (owners.length === 0) return "no_known_owner";
  return { matcher: { type: "codeowners", pattern: inStackTraces(path, mapping) }, owners };
}

/** https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
function unsupported(path: string): boolean {
  const bracket = path.indexOf("[");
  return /[\s!#]/.test(path) || (bracket >= 0 && path.includes("]", bracket));
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
