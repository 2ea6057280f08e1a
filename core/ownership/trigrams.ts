const LENGTH = 3;

/** Every run of three characters in these texts: a cheap first test of whether a text can be in any of them. */
export function trigramsOf(texts: Iterable<string>): Set<string> {
  const trigrams = new Set<string>();
  for (const text of texts) {
    for (let at = 0; at + LENGTH <= text.length; at++) trigrams.add(text.slice(at, at + LENGTH));
  }
  return trigrams;
}

/** False only when none of the texts contains `literal`. */
export function mayContain(trigrams: ReadonlySet<string>, literal: string): boolean {
  for (let at = 0; at + LENGTH <= literal.length; at += LENGTH) {
    if (!trigrams.has(literal.slice(at, at + LENGTH))) return false;
  }
  return literal.length < LENGTH || trigrams.has(literal.slice(-LENGTH));
}
