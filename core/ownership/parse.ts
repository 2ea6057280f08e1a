import { Invalid } from "../errors.ts";
import type { MatcherType, Rule, RuleOwner } from "./rule.ts";

/** Longest text a person may save, in UTF-16 units (behaviour §5.8). */
export const MAX_RAW = 100_000;

/** A line that is no rule: 400, with the place in the message. Line and column count from 1, columns in UTF-16 units. */
export class RuleSyntaxError extends Invalid {
  readonly problem: string;
  readonly line: number;
  readonly column: number;

  constructor(problem: string, line: number, column: number) {
    const message = `Parse error: ${problem} (line ${line}, column ${column})`;
    super(message, { fields: { raw: [message] } });
    this.problem = problem;
    this.line = line;
    this.column = column;
  }
}

export type ParseOptions = {
  /** Longest text accepted, in UTF-16 units. */
  limit?: number;
  /** Whether `codeowners:` rules may appear: only where the text comes from an imported file, not from a person (behaviour §5.8). */
  codeowners?: boolean;
};

/**
 * The rules of a text, in its order (behaviour §5.9). Throws Invalid with the field `raw` when the text is longer than `limit`, and
 * RuleSyntaxError at the first line that is neither a rule, nor a comment, nor blank.
 */
export function parseRules(raw: string, { limit = MAX_RAW, codeowners = false }: ParseOptions = {}): Rule[] {
  if (raw.length > limit) {
    const message = `Raw needs to be <= ${limit} characters in length`;
    throw new Invalid(message, { fields: { raw: [message] } });
  }
  return raw.split(/\r\n|\r|\n/).flatMap((text, index) => {
    const rule = parseLine(text, index + 1);
    if (rule?.matcher.type === "codeowners" && !codeowners) {
      throw new RuleSyntaxError("`codeowners:` rules come from an imported CODEOWNERS file only", index + 1, firstColumn(text));
    }
    return rule ?? [];
  });
}

const firstColumn = (text: string): number => text.search(/[^ ]/) + 1;

function parseLine(text: string, line: number): Rule | null {
  let at = firstColumn(text) - 1;
  if (at < 0 || text[at] === "#") return null;
  const fail = (problem: string): RuleSyntaxError => new RuleSyntaxError(problem, line, at + 1);
  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(text);
    at += found?.[0].length ?? 0;
    return found;
  };

  const type = (take(/(url|path|module|codeowners|tags\.[^:]+):/y)?.[1] ?? "path") as MatcherType;
  const quoted = text[at] === '"';
  const pattern = take(quoted ? /"((?:[^"\\]|\\.)+)"(?= |$)/y : /(\S+)/y)?.[1];
  if (pattern === undefined)
    throw fail(quoted ? "a quoted pattern must be closed, and a space must follow it" : "a pattern must follow the colon");

  const owners: RuleOwner[] = [];
  while (take(/ +/y) && at < text.length) {
    const [owner, prefix, identifier] = take(/(#?)(\S*)/y)!;
    if (!owner) throw fail("an owner cannot start with this character");
    if (!identifier) throw fail("a team's slug must follow `#`");
    owners.push(prefix ? { type: "team", identifier } : { type: "user", identifier: identifier.toLowerCase() });
  }
  if (at < text.length) throw fail("only spaces may stand between pattern and owners");
  if (owners.length === 0 && type !== "codeowners") throw fail("an owner must follow the pattern");
  return { matcher: { type, pattern: quoted ? pattern.replace(/\\(.)/g, unescaped) : pattern }, owners };
}

/** Only a quote and a backslash need escaping; before anything else the backslash stays, as in a Windows path. */
const unescaped = (pair: string, character: string): string => (character === '"' || character === "\\" ? character : pair);
