import { Unavailable } from "../../../core/errors.ts";
import { type CompiledRules, compileRules } from "../../../core/ownership/match.ts";
import { OWN_RULES, type Ownership } from "../../../core/ownership/ownership.ts";
import type { ReadProjectRules } from "../../../core/ownership/ports.ts";
import { rulesOf } from "../../../core/ownership/rule-file.ts";
import { ownerships } from "./ownerships.ts";

/** Texts made ready, by file and version: while the function is warm an evaluation reads no more than the ownership's head. */
const compiled = new Map<string, CompiledRules>();
const MOST_RULES = 200_000;
const ATTEMPTS = 3;

export const readProjectRules: ReadProjectRules = async (organizationId, projectId) => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ownership = await ownerships.get(organizationId, projectId);
    const newestFirst = [...ownership.files].sort((a, b) => b.createdAt - a.createdAt || b.id - a.id).map((it) => it.id);
    const rules = await Promise.all(newestFirst.map((fileId) => compiledOf(organizationId, projectId, ownership, fileId)));
    // Replaced between the two reads.
    if (rules.includes(null)) continue;
    const of = (own: boolean) => newestFirst.flatMap((id, at) => ((id === OWN_RULES) === own ? (rules[at] ?? []) : []));
    return { ownership, rules: { ownership: of(true), codeowners: of(false) } };
  }
  throw new Unavailable("The rules", 1);
};

async function compiledOf(organizationId: number, projectId: number, ownership: Ownership, fileId: number): Promise<CompiledRules | null> {
  const key = `${organizationId}:${projectId}:${fileId}:${ownership.files.find((it) => it.id === fileId)?.version}`;
  const known = compiled.get(key);
  if (known) return known;
  const content = await ownerships.content(organizationId, projectId, ownership, fileId);
  if (content === null) return null;
  const rules = compileRules(rulesOf(fileId, content));
  const kept = [...compiled.values()].reduce((sum, it) => sum + it.length, rules.length);
  if (kept > MOST_RULES) compiled.clear();
  compiled.set(key, rules);
  return rules;
}
