import { Invalid } from "../errors.ts";
import type { GroupWithState, IssueIndex, Listed } from "./ports.ts";
import type { People } from "./search-owners.ts";
import type { Searched, Term } from "./search-term.ts";
import { termOf } from "./search-terms.ts";
import { wordsOf } from "./search-words.ts";

/** `needs`: what has to be read of an issue besides itself. Without what is optional every issue is looked at, newest seen first. */
export type Search = {
  matches: (issue: GroupWithState & Partial<Searched>) => boolean;
  /** False for what cannot match, going by the half of it that is known so far. */
  mayMatch?: (listed: Listed) => boolean;
  /** Where all issues that match are found. */
  index?: IssueIndex;
  needs?: { owners: boolean; tagKeys: readonly string[] };
  /** Whether what is listed has to be filtered. */
  filters?: boolean;
};

/** Characters; a URL has fewer than 8,192 bytes. */
const LONGEST = 4_096;
/** Each is a read for every issue that is looked at. */
const MOST_TAG_KEYS = 10;

/**
 * The search language of issue lists: terms with blanks between them that all have to match; docs/search.md has its keys. `!` negates a
 * term, quotes hold words together, `*` stands for anything, `[a, b]` is any of. Several terms about events hold for the issue, each by
 * any of its events. `now` is in ms since the epoch; `latest` is what `latestAsked` answers. Throws Invalid naming what is not known, and what is.
 */
export function parseSearch(query: string, people: People, now: number, latest: ReadonlyMap<number, string> = new Map()): Search {
  if (query.length > LONGEST) throw new Invalid(`A search is no longer than ${LONGEST} characters.`);
  const terms = wordsOf(query).map(({ negated, ...word }) => {
    const term = termOf(word, { people, now, latest });
    return negated ? opposite(term) : term;
  });
  const tagKeys = [...new Set(terms.flatMap((it) => it.tagKey ?? []))];
  if (tagKeys.length > MOST_TAG_KEYS) throw new Invalid(`A search asks for ${MOST_TAG_KEYS} tags at most.`);
  const [best] = terms.flatMap((it) => it.index ?? []).sort((a, b) => a.rank - b.rank);
  const early = terms.filter((it) => it.needs.every((half) => half === "group" || half === "state"));
  return {
    matches: (issue) => terms.every((it) => it.matches({ owners: [], tags: new Map(), linked: false, ...issue })),
    mayMatch: (listed) => early.every((it) => it.needs.some((half) => !(half in listed)) || it.matches(listed as unknown as Searched)),
    ...(best && { index: indexOf(best) }),
    needs: { owners: terms.some((it) => it.needs.includes("owners")), tagKeys },
    filters: terms.length > (best ? 1 : 0) || best?.isPartial === true,
  };
}

const opposite = ({ needs, tagKey, matches }: Term): Term => ({
  needs,
  ...(tagKey !== undefined && { tagKey }),
  matches: (issue) => !matches(issue),
});

const indexOf = ({ rank: _, isPartial: _isPartial, ...index }: NonNullable<Term["index"]>): IssueIndex => index;
