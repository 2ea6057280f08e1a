import { Invalid } from "../errors.ts";
import type { Member, Team } from "../organizations/organization.ts";
import type { Assignee } from "./group.ts";
import type { GroupWithState } from "./ports.ts";
import type { SuggestedOwner } from "./suggested-owners.ts";

/** Whom a search may name, and who `me` is. */
export type People = { members: readonly Member[]; teams: readonly Team[]; userId: number };
/** `owners`: whom rules suggest, where the search asks for it. */
type Candidate = GroupWithState & { owners?: readonly SuggestedOwner[] };
type Matches = (issue: Candidate) => boolean;
/** `suggested`: it cannot be answered without whom rules suggest. */
export type Search = { matches: Matches; suggested: boolean };

/**
 * The search language of issue lists, as far as clients send it: `is:`, `assigned:`, `assigned_or_suggested:` (an issue nobody
 * has counts as theirs whom rules suggest), `level:`, and free text in title, culprit or short
 * id; `!` negates, quotes hold words together, all terms have to match. Throws Invalid naming what is not known.
 */
export function parseSearch(query: string, people: People): Search {
  const terms = [...query.matchAll(/!?(?:[\w.]+:)?(?:"[^"]*"|\S+)/g)].map(([term]) => termOf(term, people));
  const suggested = /(?:^|\s)!?assigned_or_suggested:/.test(query);
  return { matches: (issue) => terms.every((matches) => matches(issue)), suggested };
}

function termOf(term: string, people: People): Matches {
  if (!term.startsWith("!")) return plainTermOf(term, people);
  const matches = plainTermOf(term.slice(1), people);
  return (issue) => !matches(issue);
}

function plainTermOf(term: string, people: People): Matches {
  const [, key, rest = ""] = /^([\w.]+):(.*)$/s.exec(term) ?? [];
  const value = (key ? rest : term).replace(/^"(.*)"$/s, "$1");
  switch (key) {
    case undefined:
      return text(value);
    case "is":
      return is(value);
    case "assigned":
      return belongsTo(value, people, ({ state }) => (state.assignee ? [state.assignee] : []));
    case "assigned_or_suggested":
      return belongsTo(value, people, ({ state, owners = [] }) => (state.assignee ? [state.assignee] : owners.map((it) => it.owner)));
    case "level":
      return ({ group }) => group.level === value;
    default:
      throw new Invalid(`Invalid search: "${key}" is not known here. Use is:, assigned:, level: or plain words.`);
  }
}

function is(value: string): Matches {
  switch (value) {
    case "unresolved":
    case "resolved":
    case "ignored":
      return ({ state }) => state.status === value;
    case "archived":
    case "muted":
      return ({ state }) => state.status === "ignored";
    case "assigned":
      return ({ state }) => state.assignee !== null;
    case "unassigned":
      return ({ state }) => state.assignee === null;
    case "new":
    case "ongoing":
    case "escalating":
    case "regressed":
      return ({ state }) => state.substatus === value;
    default:
      throw new Invalid(`Invalid search: is:${value} is not known.`);
  }
}

type OwnersOf = (issue: Candidate) => readonly Assignee[];

function belongsTo(value: string, { members, teams, userId }: People, ownersOf: OwnersOf): Matches {
  const has = (type: Assignee["type"], id: number | undefined) => (issue: Candidate) =>
    ownersOf(issue).some((it) => it.type === type && it.id === id);
  if (value === "none") return (issue) => ownersOf(issue).length === 0;
  if (value.startsWith("#")) return has("team", teams.find((it) => it.slug === value.slice(1))?.id);
  if (value === "me") return has("user", userId);
  if (value === "my_teams") {
    const own = teams.filter((it) => it.members.includes(userId)).map((it) => it.id);
    return (issue) => ownersOf(issue).some((it) => it.type === "team" && own.includes(it.id));
  }
  const wanted = value.toLowerCase();
  return has("user", members.find((it) => [it.email, it.username].some((name) => name.toLowerCase() === wanted))?.userId);
}

function text(value: string): Matches {
  const wanted = value.toLowerCase();
  return ({ group }) => [group.title, group.culprit, group.shortId].some((it) => it.toLowerCase().includes(wanted));
}
