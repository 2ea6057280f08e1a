import * as z from "zod";
import { type ConvertedCodeowners, convertCodeowners } from "./codeowners-file.ts";
import { OWN_RULES } from "./ownership.ts";
import { parseRules } from "./parse.ts";
import type { Rule, RuleOwner } from "./rule.ts";

/** An imported CODEOWNERS file, where its repository's code is in stack traces, and who its owners are here: `#team` or an address. */
export const CodeownersFile = z.object({
  raw: z.string(),
  codeMapping: z.object({ sourceRoot: z.string().max(1024), stackRoot: z.string().max(1024) }).default({ sourceRoot: "", stackRoot: "" }),
  ownerMappings: z.record(z.string().min(1).max(320), z.string().min(1).max(320)).default({}),
});
export type CodeownersFile = z.infer<typeof CodeownersFile>;

/** The rules of a stored text. What was saved by people stands as they wrote it; anything else is an imported file, as JSON. */
export const rulesOf = (fileId: number, content: string): Rule[] =>
  fileId === OWN_RULES ? parseRules(content) : convert(CodeownersFile.parse(JSON.parse(content))).rules;

/** An owner that is not mapped stands for itself where it is an e-mail address, and is unknown otherwise. */
export function convert({ raw, codeMapping, ownerMappings }: CodeownersFile): ConvertedCodeowners {
  // Hosts know their names in any letter case.
  const mapped = new Map(Object.entries(ownerMappings).map(([name, owner]) => [name.toLowerCase(), owner]));
  return convertCodeowners(raw, codeMapping, (name) => ownerOf(mapped.get(name.toLowerCase()) ?? name));
}

function ownerOf(name: string): RuleOwner | null {
  if (name.startsWith("#") && name.length > 1) return { type: "team", identifier: name.slice(1) };
  return /^[^@\s]+@[^@\s]+$/.test(name) ? { type: "user", identifier: name.toLowerCase() } : null;
}
