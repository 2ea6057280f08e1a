import { Invalid } from "../errors.ts";
import { ONLY_FILTERS } from "./only-filters.ts";
import { is } from "./search-is.ts";
import { isOwned, ownersNamed, type People } from "./search-owners.ts";
import type { Searched, Term } from "./search-term.ts";
import { numberTest, textsOf, timeTest, unquoted } from "./search-values.ts";
import type { Word } from "./search-words.ts";

/** Who is meant by people, what time it is (ms since the epoch), and the newest release of each project where that is asked for. */
export type Meant = { people: People; now: number; latest: ReadonlyMap<number, string> };

/** What people search for under another name than the tag's. */
const ALIASES = new Map([
  ["assigned_to", "assigned"],
  ["firstRelease", "first-release"],
  ["times_seen", "timesSeen"],
]);
const TIMES = new Map<string | null, "firstSeen" | "lastSeen">([
  ["age", "firstSeen"],
  ["firstSeen", "firstSeen"],
  ["first_seen", "firstSeen"],
  ["lastSeen", "lastSeen"],
  ["last_seen", "lastSeen"],
]);
/** That mean something in Sentry's language which is not kept here; as tags they would silently find nothing. */
const UNKNOWN =
  /^(?:bookmarks|subscribed|(?:device|geo|http|os|sdk|stack|issue|release|event|trace|flags|measurements)\..+|trace|transaction\..+|location|title|regressed_in_release|error\.(?:main_thread|mechanism)|for_review|timestamp|event\.id|id)$/;
/** Tags that are derived by these names, though they look like the above. */
const TAGS = /^(?:os\.(?:name|rooted)|device\.family)$/;

const KNOWN =
  "is, assigned, assigned_or_suggested, release, first-release, environment, dist, level, user.id, user.email, user.username, user.ip, " +
  "error.type, error.value, error.handled, error.unhandled, age, firstSeen, lastSeen, timesSeen, issue, message, has, any tag, and plain words";

/** Throws Invalid for what is not known, naming what is. */
export function termOf({ key: typed, value }: Pick<Word, "key" | "value">, { people, now, latest }: Meant): Term {
  const key = typed === null ? null : (ALIASES.get(typed) ?? typed);
  if (key === null) return contains(unquoted(value));
  if (key === "message") return contains(unquoted(value), { stars: true });
  const time = TIMES.get(key);
  if (time) {
    const test = timeTest(key, value, now);
    return { needs: ["group"], matches: ({ group }) => test(group[time]) };
  }
  switch (key) {
    case "is":
      return is(unquoted(value));
    case "assigned": {
      const wanted = ownersNamed(value, people);
      const index = { by: "owner", owner: wanted[0] ?? null, rank: 3 } as const;
      const matches: Term["matches"] = ({ state }) => isOwned(state.assignee ? [state.assignee] : [], wanted);
      return { needs: ["state"], matches, ...(wanted.length === 1 && { index }) };
    }
    case "assigned_or_suggested": {
      const wanted = ownersNamed(value, people);
      const ownersOf = ({ state, owners }: Searched) => (state.assignee ? [state.assignee] : owners.map((it) => it.owner));
      return { needs: ["state", "owners"], matches: (issue) => isOwned(ownersOf(issue), wanted) };
    }
    case "release":
      return asksForLatest({ key, value }) ? ofLatest(textsOf(value), latest) : tag(key, textsOf(value));
    case "first-release": {
      const texts = textsOf(value);
      const isLatest = (version: string | null, projectId: number) =>
        asksForLatest({ key, value }) && version !== null && version === latest.get(projectId);
      return {
        needs: ["group"],
        matches: ({ group: { firstRelease, projectId } }) => texts.matches(firstRelease ?? "") || isLatest(firstRelease, projectId),
      };
    }
    case "timesSeen": {
      const test = numberTest(key, value);
      return { needs: ["group"], matches: ({ group }) => test(group.count) };
    }
    case "issue": {
      const texts = textsOf(value.toUpperCase());
      return { needs: ["group"], matches: ({ group }) => texts.matches(group.shortId) };
    }
    case "has":
      return has(unquoted(value));
    case "error.handled":
    case "error.unhandled":
      return tag("handled", textsOf(isTrue(key, value) === (key === "error.handled") ? "yes" : "no"));
    default:
      return tag(tagNamed(key), textsOf(value));
  }
}

function tagNamed(key: string): string {
  const given = /^tags\[(.+)\]$/.exec(key)?.[1];
  if (given === undefined && UNKNOWN.test(key) && !TAGS.test(key)) {
    throw new Invalid(`Invalid search: "${key}" is not known here. Known are ${KNOWN}; tags[${key}] is the tag of that name.`);
  }
  return given ?? key;
}

/** Below 3: few issues have one of them. */
const RANKS = new Map([
  ["release", 2],
  ["environment", 5],
  ["level", 6],
  ["handled", 6],
]);
const rankOf = (key: string): number => (key === "user" || key.startsWith("user.") ? 1 : (RANKS.get(key) ?? 3));

/** `""` is an issue without the tag. */
function tag(key: string, texts: ReturnType<typeof textsOf>): Term {
  const matches: Term["matches"] = ({ tags }) => {
    const values = tags.get(key);
    return values === undefined || values.size === 0 ? texts.exact.includes("") : [...values].some(texts.matches);
  };
  const [value] = texts.exact;
  const isOne = texts.exact.length === 1 && value !== undefined && value !== "" && !ONLY_FILTERS.has(key);
  return { needs: ["tags"], tagKey: key, matches, ...(isOne && { index: { by: "tag", key, value, rank: rankOf(key) } }) };
}

/** Whether a search for a release means the newest, whichever that is. */
export const asksForLatest = ({ key, value }: Pick<Word, "key" | "value">): boolean =>
  ["release", "first-release", "firstRelease"].includes(key ?? "") && textsOf(value).exact.includes("latest");

/** One of these, or the newest release of the issue's project. */
function ofLatest(texts: ReturnType<typeof textsOf>, latest: ReadonlyMap<number, string>): Term {
  const named = tag("release", texts);
  const matches: Term["matches"] = (issue) =>
    named.matches(issue) || (issue.tags.get("release")?.has(latest.get(issue.group.projectId) ?? "") ?? false);
  const [value, ...others] = new Set(latest.values());
  const isOne = texts.exact.length === 1 && value !== undefined && others.length === 0;
  return {
    needs: ["tags", "group"],
    tagKey: "release",
    matches,
    ...(isOne && { index: { by: "tag", key: "release", value, rank: rankOf("release") } }),
  };
}

/** Every issue has these. */
const ALWAYS = new Set(["is", "issue", "message", "timesSeen", ...TIMES.keys()]);

/** What is there, and not empty. */
function has(typed: string): Term {
  const key = ALIASES.get(typed) ?? typed;
  if (ALWAYS.has(key)) return { needs: ["group"], matches: () => true };
  if (key === "assigned") return is("assigned");
  if (key === "first-release") return { needs: ["group"], matches: ({ group }) => group.firstRelease !== null };
  return hasTag(key === "error.handled" || key === "error.unhandled" ? "handled" : tagNamed(key));
}

const hasTag = (key: string): Term => ({
  needs: ["tags"],
  tagKey: key,
  matches: ({ tags }) => (tags.get(key)?.size ?? 0) > 0,
});

function isTrue(key: string, value: string): boolean {
  if (!/^(?:true|false|1|0)$/i.test(value)) throw new Invalid(`Invalid search: ${key} is true or false.`);
  return /^(?:true|1)$/i.test(value);
}

/** Whatever the case; `stars`: `*` is anything. */
function contains(value: string, { stars = false } = {}): Term {
  const wanted = value.toLowerCase();
  const test = stars ? textsOf(JSON.stringify(`*${value}*`)).matches : (text: string) => text.toLowerCase().includes(wanted);
  return { needs: ["group"], matches: ({ group }) => [group.title, group.culprit, group.shortId].some(test) };
}
