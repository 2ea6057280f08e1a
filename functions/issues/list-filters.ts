import { html, raw } from "hono/html";
import type { Directory } from "../../core/issues/representation.ts";
import { fault } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Html } from "../views/markup.ts";
import { tabs } from "../views/panels.ts";

/** What a list is asked for, as its address says it. */
export type Asked = { query: string; project: string; owner: string; sort: string };

/** What most people come for. */
export const USUAL = "is:unresolved";

const VIEWS = [
  ["Unresolved", USUAL, ""],
  ["Mine", USUAL, "me"],
  ["No owner", USUAL, "none"],
  ["Regressed", "is:regressed", ""],
  ["Resolved", "is:resolved", ""],
  ["Archived", "is:ignored", ""],
  ["All", "", ""],
] as const;

const SORTS = [
  ["", "Last seen"],
  ["new", "First seen"],
  ["freq", "Events"],
] as const;

export const askedOf = (query: URLSearchParams): Asked => ({
  query: query.get("query") ?? USUAL,
  project: query.get("project") ?? "",
  owner: query.get("owner") ?? "",
  sort: query.get("sort") ?? "",
});

/** The address of the same list; what is as usual is left out. */
export function listQuery({ query, ...others }: Asked, more: Record<string, string> = {}): string {
  const all = [
    ...(query === USUAL ? [] : [["query", query]]),
    ...Object.entries({ ...others, ...more }).filter(([, value]) => value !== ""),
  ];
  return all.length === 0 ? "" : `?${new URLSearchParams(all as [string, string][])}`;
}

export const views = (path: string, asked: Asked): Html =>
  tabs(
    "Views",
    VIEWS.map(([name, query, owner]) => ({
      name,
      path: path + listQuery({ ...asked, query, owner }),
      current: asked.query.trim() === query && asked.owner === owner,
    })),
  );

type Filters = { path: string; asked: Asked; directory: Pick<Directory, "projects" | "members" | "teams">; problem: string | null };

export function filters({ path, asked, directory, problem }: Filters): Html {
  const invalid = problem !== null && raw(' aria-invalid="true" aria-describedby="query-error"');
  const people = directory.members.filter((it) => it.active).map((it) => [it.email, it.name || it.email] as const);
  const owners = [["", "Any owner"], ["me", "Me"], ["none", "Nobody"], ["my_teams", "My teams"], ...people] as const;
  return html`<form class="row filters" role="search" method="get" action="${path}"><div class="search">${icon("search")}<input class="input" type="search" id="query" name="query" aria-label="Search issues" value="${asked.query}" placeholder="is:unresolved release:1.2.0 timeout"${invalid} /></div>
${select("project", "Project", [["", "All projects"], ...directory.projects.map((it) => [it.slug, it.name] as const)], asked.project)}
${select("owner", "Owner", [...owners, ...directory.teams.map((it) => [`#${it.slug}`, `team ${it.slug}`] as const)], asked.owner)}
${select("sort", "Sort by", SORTS, asked.sort)}<button class="btn">Search</button></form>
${problem !== null && fault("query-error", [problem])}`;
}

function select(name: string, label: string, options: readonly (readonly [value: string, text: string])[], chosen: string): Html {
  const known = options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen] as const];
  return html`<select class="select fit" name="${name}" aria-label="${label}">${known.map(([value, text]) => html`<option value="${value}"${value === chosen && raw(" selected")}>${text}</option>`)}</select>`;
}
