type Named = { id: number; slug: string; name: string };

/**
 * Projects or teams that a search text describes, each word of it: `slug:` and `id:` exactly, anything else as a part of the slug or the
 * name; in any letter case.
 */
export function searchNamed<T extends Named>(all: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((it) => words.every((word) => matches(it, word)));
}

function matches({ id, slug, name }: Named, word: string): boolean {
  const [, field, value] = /^(slug|id):(.+)$/.exec(word) ?? [];
  if (field === "slug") return slug === value;
  if (field === "id") return String(id) === value;
  return slug.includes(word) || name.toLowerCase().includes(word);
}
