/** Slugs that are paths or pages of their own (behaviour §6.2: exactly these). */
const RESERVED = new Set([
  "$all",
  "api-keys",
  "audit-log",
  "auth",
  "members",
  "projects",
  "rate-limits",
  "repos",
  "settings",
  "teams",
  "billing",
  "payments",
  "legal",
  "subscription",
  "support",
  "integrations",
  "developer-settings",
  "usage",
]);

/** Characters of a slug at most (behaviour §6.2). */
export const MAX_SLUG = 50;
/** What people may ask for: a number would be read as an id (behaviour §6.2). */
export const GIVEN_SLUG = /^(?![0-9]+$)[a-z0-9_-]+$/;

/** Sizes of the suffixes that are tried after a slug that is taken, in order (behaviour §6.2). */
const SUFFIX_SIZES = [2, ...Array<number>(5).fill(3), ...Array<number>(20).fill(5), 12];
/** Without i, l, o and u, which are easily misread; 32, so that every byte is as likely to give any of them. */
const SUFFIX_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

type Random = (bytes: number) => Uint8Array;

export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug);

/**
 * The slug that a name has by itself: at most 50 of a-z, 0-9, `_` and `-`, or nothing at all (behaviour §6.2). Accents go, because they
 * decompose; what does not decompose goes whole.
 */
export function slugify(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\P{ASCII}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9_\s-]/g, "")
    .replace(/[\s-]+/g, "-")
    .replace(/^[-_]+|[-_]+$/g, "")
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, "");
}

/**
 * Slugs for a project of this name, best first: the first that nobody has is its slug. 27 or 28 of them (behaviour §6.2). A name that
 * gives none, or a reserved one, has 12 random hex digits in its place; one of digits alone always gets a suffix.
 */
export function* slugCandidates(name: string, random: Random): Generator<string, undefined> {
  const own = slugify(name);
  const base = own === "" || RESERVED.has(own) ? Buffer.from(random(6)).toString("hex") : own;
  if (GIVEN_SLUG.test(base)) yield base;
  for (const size of SUFFIX_SIZES) {
    const suffix = Array.from(random(size), (byte) => SUFFIX_ALPHABET[byte % SUFFIX_ALPHABET.length]).join("");
    yield `${base.slice(0, MAX_SLUG - size - 1)}-${suffix}`;
  }
}
