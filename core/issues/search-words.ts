/** One term of a search as it was typed: its key, where it has one, and whether it is negated. `value` still has its quotes. */
export type Word = { negated: boolean; key: string | null; value: string };

const TERM = /!?(?:(?:tags\[[^\]\s]{1,200}\]|[\w.-]{1,200}):)?(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\S+)/g;
const KEYED = /^(?:tags\[([^\]\s]+)\]|([\w.-]+)):(.+)$/s;

/** The terms of a search. What has no value (`TypeError:`) and what is an address (`https://…`) are plain words. */
export function wordsOf(query: string): Word[] {
  return [...query.matchAll(TERM)].map(([term]) => {
    const negated = term.startsWith("!");
    const positive = negated ? term.slice(1) : term;
    const [, tag, plain, value] = KEYED.exec(positive) ?? [];
    const key = tag === undefined ? plain : `tags[${tag}]`;
    if (key === undefined || value === undefined || value.startsWith("//")) return { negated, key: null, value: positive };
    return { negated, key, value };
  });
}
