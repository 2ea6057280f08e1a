import type { StatusMapping, StatusPaths } from "../trackers/integration.ts";
import { type Choices, namesIn, projectLabel } from "./mapping-rows.ts";

/** A line of the form: on the way of which project's tickets, and whither, these statuses lie, in their order, as text. */
export type PathRow = { project: string; toward: Toward; steps: readonly string[]; errors?: readonly string[] };
export type Toward = keyof StatusPaths[string];

/** What a path has at most; more than four of one form's are typed. */
export const LONGEST_PATH = 10;
/** Lines that one form has at most: two for each project of its page, and some new ones. */
const MOST_LINES = 60;

/** The paths of these projects as lines, by project. */
export function pathRowsOf(paths: StatusPaths, projects: readonly string[], choices: Choices): PathRow[] {
  const nameOf = (id: string) => choices.statuses.find((it) => it.id === id)?.name ?? id;
  return projects.flatMap((id) => {
    const found = choices.projects.find((it) => it.id === id);
    return (["on_resolve", "on_unresolve"] as const).flatMap((toward) => {
      const steps = paths[id]?.[toward] ?? [];
      return steps.length === 0 ? [] : [{ project: found ? projectLabel(found) : id, toward, steps: steps.map(nameOf) }];
    });
  });
}

/** The lines of a sent form: `path_project_1` and `path_toward_1`, its statuses one each in `path_step_1_1` and on, or several in one, parted by ">". */
export function typedPaths(form: URLSearchParams): PathRow[] {
  const rows: PathRow[] = [];
  for (let line = 1; line <= MOST_LINES && form.has(`path_project_${line}`); line++) {
    const typed = Array.from({ length: LONGEST_PATH }, (_, at) => form.get(`path_step_${line}_${at + 1}`) ?? "");
    const steps = typed.flatMap((it) => it.split(">")).map((it) => it.trim());
    rows.push({
      project: form.get(`path_project_${line}`)?.trim() ?? "",
      toward: form.get(`path_toward_${line}`) === "on_unresolve" ? "on_unresolve" : "on_resolve",
      steps: steps.filter((it) => it !== "").slice(0, LONGEST_PATH + 1),
    });
  }
  return rows;
}

/**
 * The paths that lines stand for, or the lines again with what is wrong with each. Empty lines are dropped. Only a project that has its two
 * statuses (`mapping`) has ways to them; what was stored before is known even if Jira hides it now.
 */
export function readPaths(
  rows: readonly PathRow[],
  choices: Choices,
  { mapping, before }: { mapping: StatusMapping; before: StatusPaths },
): { paths: StatusPaths } | { rows: PathRow[] } {
  const paths: StatusPaths = {};
  const known = Object.values(before).flatMap((it) => [...it.on_resolve, ...it.on_unresolve]);
  const { projectId, statusId } = namesIn(choices, { projects: Object.keys(mapping), statuses: known });
  const read = rows
    .filter((it) => it.project !== "" || it.steps.length > 0)
    .map((row): PathRow => {
      const id = projectId(row.project);
      const steps = row.steps.map((it) => statusId(it, id));
      const unknown = row.steps.filter((_, at) => steps[at] === undefined);
      const isThere = id !== undefined && (paths[id]?.[row.toward].length ?? 0) > 0;
      const errors = [
        id === undefined && (row.project === "" ? "Name the Jira project." : `Jira shows no project "${row.project}".`),
        id !== undefined && !Object.hasOwn(mapping, id) && "Choose the two statuses of this project first.",
        isThere && `"${row.project}" is there twice.`,
        row.steps.length === 0 && "Choose one status on the way at least.",
        row.steps.length > LONGEST_PATH && `A way has ${LONGEST_PATH} statuses at most.`,
        new Set(steps).size < steps.length && unknown.length === 0 && "A status is on the way twice.",
        ...unknown.map((it) => `Jira has no status "${it}".`),
      ].filter((it) => it !== false);
      if (errors.length > 0) return { ...row, errors };
      paths[id!] = { on_resolve: [], on_unresolve: [], ...paths[id!], [row.toward]: steps as string[] };
      return row;
    });
  return read.some((it) => it.errors) ? { rows: read } : { paths };
}
