import { Invalid } from "../errors.ts";
import type { Group, GroupState, Status } from "./group.ts";
import type { IssueIndex } from "./ports.ts";
import { isOwned, ownersNamed, type People } from "./search-owners.ts";
import { numberTest, textsOf, timeTest, unquoted } from "./search-values.ts";
import type { Word } from "./search-words.ts";
import type { SuggestedOwner } from "./suggested-owners.ts";

/** An issue as a search sees it: tag values by key, those of the keys that it asks for. */
export type Searched = {
  group: Group;
  state: GroupState;
  owners: readonly SuggestedOwner[];
  tags: ReadonlyMap<string, ReadonlySet<string>>;
};

/** `index`: where all issues that match are found, and fewer with a lower `rank`. `needs`: what of an issue it goes by. */
export type Term = {
  needs: (keyof Searched)[];
  tagKey?: string;
  index?: IssueIndex & { rank: number };
  matches: (issue: Searched) => boolean;
};

/** What people search for under another name than the tag's. */
const ALIASES: Record<string, string> = { assigned_to: "assigned", firstRelease: "first-release", times_seen: "timesSeen" };
const TIMES: Record<string, "firstSeen" | "lastSeen"> = {
  ...{ age: "firstSeen", firstSeen: "firstSeen", first_seen: "firstSeen" },
  ...{ lastSeen: "lastSeen", last_seen: "lastSeen" },
};
/** That mean something in Sentry's language which is not kept here; as tags they would silently find nothing. */
const UNKNOWN =
  /^(?:bookmarks|subscribed|(?:device|geo|http|os|sdk|stack|issue|release|event|trace|flags|measurements)\..+|trace|transaction\..+|location|regressed_in_release|error\.(?:value|main_thread|mechanism)|for_review|timestamp|event\.id|id)$/;
/** Tags that are derived by these names, though they look like the above. */
const TAGS = /^(?:os\.(?:name|rooted)|device\.(?:family|class))$/;

const KNOWN =
  "is, assigned, assigned_or_suggested, release, first-release, environment, dist, level, user.id, user.email, user.username, user.ip, " +
  "error.type, error.handled, error.unhandled, age, firstSeen, lastSeen, timesSeen, issue, message, has, any tag, and plain words";

/** Throws Invalid for what is not known, naming what is. */
export function termOf({ key: typed, value }: Pick<Word, "key" | "value">, people: People, now: number): Term {
  const key = typed === null ? null : (ALIASES[typed] ?? typed);
  if (key === null || key === "message") return contains(unquoted(value));
  const time = TIMES[key];
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
    case "first-release": {
      const texts = textsOf(value);
      return { needs: ["group"], matches: ({ group }) => texts.matches(group.firstRelease ?? "") };
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
      return hasTag(tagNamed(unquoted(value)));
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
const RANKS: Record<string, number> = { release: 2, environment: 5, level: 6, handled: 6 };
const rankOf = (key: string): number => (key === "user" || key.startsWith("user.") ? 1 : (RANKS[key] ?? 3));

/** `""` is an issue without the tag. */
function tag(key: string, texts: ReturnType<typeof textsOf>): Term {
  const matches: Term["matches"] = ({ tags }) => {
    const values = tags.get(key);
    return values === undefined || values.size === 0 ? texts.exact.includes("") : [...values].some(texts.matches);
  };
  const [value] = texts.exact;
  const isOne = texts.exact.length === 1 && value !== undefined && value !== "";
  return { needs: ["tags"], tagKey: key, matches, ...(isOne && { index: { by: "tag", key, value, rank: rankOf(key) } }) };
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

function contains(value: string): Term {
  const wanted = value.toLowerCase();
  const matches: Term["matches"] = ({ group }) =>
    [group.title, group.culprit, group.shortId].some((it) => it.toLowerCase().includes(wanted));
  return { needs: ["group"], matches };
}

const STATUSES: Record<string, Status> = {
  ...{ unresolved: "unresolved", resolved: "resolved" },
  ...{ ignored: "ignored", archived: "ignored", muted: "ignored" },
};
/** Of issues that are unresolved. */
const SUBSTATUSES = ["new", "ongoing", "escalating", "regressed"];

function is(value: string): Term {
  const status = STATUSES[value] ?? (SUBSTATUSES.includes(value) ? "unresolved" : undefined);
  if (status) {
    const index = { by: "status", status, rank: 7 } as const;
    const matches: Term["matches"] = ({ state }) => (STATUSES[value] ? state.status === status : state.substatus === value);
    return { needs: ["state"], matches, index };
  }
  if (value === "assigned") return { needs: ["state"], matches: ({ state }) => state.assignee !== null };
  if (value === "unassigned") {
    return { needs: ["state"], matches: ({ state }) => state.assignee === null, index: { by: "owner", owner: null, rank: 4 } };
  }
  throw new Invalid(
    `Invalid search: is:${value} is not known. Known are unresolved, resolved, archived, assigned, unassigned, ${SUBSTATUSES.join(", ")}.`,
  );
}
