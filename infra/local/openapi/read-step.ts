import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the source of a step says of itself. */
export type Step = {
  /** A sentence of its comment. */
  about: string;
  /** Who may: whoever has a token with this scope, or any token, or whoever has the key of a project. */
  access: { scope: string | null } | "key";
  /** Scopes that it takes for some of what it does. */
  sometimes: string[];
  /** The schema that its body goes through: an export of that file. */
  body: { file: string; name: string } | null;
  /** Of a list: how many at once, usually and at most. */
  page: { usual: number; most: number } | null;
  /** Whether its Link header leads to the next page. */
  links: boolean;
};

/** Reads a step: its comment, and what it calls of functions/edges. Throws where it is written in a way that is not known. */
export function readStep(file: string): Step {
  const text = readFileSync(file, "utf8");
  const [before = "", code = ""] = text.split("export const handler = ");
  const called = /^(api|crossOrigin)\(\s*(?:"([\w:]+)"|(null))?/.exec(code);
  if (!called) throw new Error(`${file}: neither api() nor crossOrigin() makes its handler`);
  return {
    about: aboutOf(before, file),
    access: called[1] === "api" ? { scope: called[2] ?? null } : "key",
    sometimes: [...code.matchAll(/requireScope\(access, "([\w:]+)"\)/g)].map(([, scope = ""]) => scope),
    body: bodyOf(text, file),
    page: pageOf(code),
    links: /\b(linkHeader|pageOf)\(/.test(code),
  };
}

/** What stands after the routes: `GET …/issues/: what it does.` */
function aboutOf(before: string, file: string): string {
  const comment =
    /\/\*\*((?:(?!\*\/).)*)\*\/\s*$/s
      .exec(before)?.[1]
      ?.replace(/\s*\n\s*\* ?/g, " ")
      .trim() ?? "";
  const sentence = comment.replace(/^.*?\/\S*: /, "");
  if (sentence === comment || sentence === "")
    throw new Error(`${file}: its comment does not say what it does, after its route and a colon`);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function bodyOf(text: string, file: string): Step["body"] {
  const name = /\breadJson\(request, (\w+)\)/.exec(text)?.[1];
  if (name === undefined) return null;
  const from = new RegExp(`^import \\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)";`, "m").exec(text)?.[1];
  if (from === undefined) throw new Error(`${file}: the schema of its body is of its own, where nobody else can read it`);
  return { file: join(dirname(file), from), name };
}

function pageOf(code: string): Step["page"] {
  const [, usual, most] = /\bpage\(request, \{ default: (\d+), max: (\d+) \}\)/.exec(code) ?? [];
  if (usual && most) return { usual: Number(usual), most: Number(most) };
  return /\bpageOf\(request\b/.test(code) ? { usual: 100, most: 100 } : null;
}
