import type { SyncConfig } from "../trackers/integration.ts";
import { STRATEGIES, SWITCHES, withSwitches } from "../trackers/switches.ts";
import { type Choices, type MappingRow, readRows, rowsOf } from "./mapping-rows.ts";
import { type PathRow, pathRowsOf, readPaths, typedPaths } from "./path-rows.ts";
import { readRequiredFields } from "./required-fields.ts";

export const ROWS_PER_PAGE = 20;

type FormPage = { rows: MappingRow[]; paths: PathRow[]; page: { number: number; of: number } };

/** The mapping's lines on one page of the form, with the ways of their projects, and how many pages there are. */
export function pageOfRows(config: SyncConfig, choices: Choices, number: number): FormPage {
  const all = rowsOf(config.status_mapping, choices);
  const of = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, Math.trunc(number) || 1), of);
  const rows = all.slice((at - 1) * ROWS_PER_PAGE, at * ROWS_PER_PAGE);
  const paths = pathRowsOf(config.status_paths ?? {}, projectsOf(rows, config, choices), choices);
  return { rows, paths, page: { number: at, of } };
}

/** Which projects lines are of that were made from the configuration. */
function projectsOf(rows: readonly MappingRow[], config: SyncConfig, choices: Choices): string[] {
  const read = readRows(rows, choices, config.status_mapping);
  return "mapping" in read ? Object.keys(read.mapping) : [];
}

export type SyncFormRead = {
  config: SyncConfig;
  problem?: string;
  /** Which part of the form the problem is of, where it is of one. */
  about?: "status_mapping" | "status_paths" | "required_fields";
  rows?: MappingRow[];
  paths?: PathRow[];
};

/**
 * What a sent form asks for (behaviour §2.1): the switches and, where Jira could be asked, the mapping: the lines of the form's page
 * replace those that were on it, the others stay. With a problem nothing is to be saved.
 */
export function readSyncForm(form: URLSearchParams, before: SyncConfig, choices: Choices | null): SyncFormRead {
  const strategy = STRATEGIES.find(({ value }) => value === form.get("resolution_strategy"));
  const switched = withSwitches(
    before,
    form,
    SWITCHES.map((it) => it.name),
  );
  const config = { ...switched, ...(strategy && { resolution_strategy: strategy.value }) };
  // A page that was made while Jira could not be asked has no lines, and changes none.
  if (form.has("project")) {
    if (!choices) return { config, problem: "The statuses could not be checked, because Jira does not answer." };
    const [onResolve, onUnresolve] = [form.getAll("on_resolve"), form.getAll("on_unresolve")];
    const typed = form.getAll("project").map((project, at) => ({
      project: project.trim(),
      onResolve: onResolve[at]?.trim() ?? "",
      onUnresolve: onUnresolve[at]?.trim() ?? "",
    }));
    const read = readRows(typed, choices, before.status_mapping);
    if ("rows" in read)
      return { config, rows: read.rows, about: "status_mapping", problem: "Some lines of the statuses need another look." };
    const onPage = projectsOf(pageOfRows(before, choices, Number(form.get("page"))).rows, before, choices);
    config.status_mapping = { ...without(before.status_mapping, onPage), ...read.mapping };
    const { status_paths: earlier = {} } = before;
    const paths = readPaths(typedPaths(form), choices, { mapping: config.status_mapping, before: earlier });
    if ("rows" in paths)
      return { config, paths: paths.rows, about: "status_paths", problem: "Some of the ways through several statuses need another look." };
    const all = { ...without(earlier, onPage), ...paths.paths };
    if (before.status_paths || Object.keys(all).length > 0) config.status_paths = all;
  }
  const text = form.get("required_fields");
  if (text !== null && choices) {
    const read = readRequiredFields(text, choices, before.required_fields ?? {});
    if ("problem" in read) return { config, about: "required_fields", problem: read.problem };
    config.required_fields = read.required;
  }
  if (config.sync_status_forward && Object.keys(config.status_mapping).length === 0)
    return { config, about: "status_mapping", problem: "Status from here to Jira needs the statuses of one Jira project at least." };
  return { config };
}

const without = <T>(all: Record<string, T>, ids: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([id]) => !ids.includes(id)));
