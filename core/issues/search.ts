import { Invalid } from "../errors.ts";
import type { Member, Team } from "../organizations/organization.ts";
import type { GroupWithState } from "./ports.ts";

/** Whom a search may name, and who `me` is. */
export type People = { members: readonly Member[]; teams: readonly Team[]; userId: number };
type Matches = (issue: GroupWithState) => boolean;

/**
 * The search language of issue lists, as far as clients send it: `is:`, `assigned:`, `level:`, and free text in title, culprit or short
 * id; `!` negates, quotes hold words together, all terms have to match. Throws Invalid naming what is not known.
 */
export function parseSearch(query: string, people: People): Matches {
  const terms = [...query.matchAll(/!?(?:[\w.]+:)?(?:"[^"]*"|\S+)/g)].map(([term]) => termOf(term, people));
  return (issue) => terms.every((matches) => matches(issue));
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
    case "assigned_or_suggested":
      return assigned(value, people);
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

function assigned(value: string, { members, teams, userId }: People): Matches {
  if (value === "none") return ({ state }) => state.assignee === null;
  if (value.startsWith("#")) {
    const team = teams.find((it) => it.slug === value.slice(1));
    return ({ state }) => state.assignee?.type === "team" && state.assignee.id === team?.id;
  }
  const wanted = value.toLowerCase();
  const named =
    value === "me" ? userId : members.find((it) => [it.email, it.username].some((name) => name.toLowerCase() === wanted))?.userId;
  return ({ state }) => state.assignee?.type === "user" && state.assignee.id === named;
}

function text(value: string): Matches {
  const wanted = value.toLowerCase();
  return ({ group }) => [group.title, group.culprit, group.shortId].some((it) => it.toLowerCase().includes(wanted));
}
