import { STRATEGIES, SWITCHES, withSwitches } from "../sync/switches.ts";
import type { SyncConfig } from "../trackers/integration.ts";
import { type Choices, type MappingRow, readRows, rowsOf } from "./mapping-rows.ts";
import { readRequiredFields } from "./required-fields.ts";

export const ROWS_PER_PAGE = 20;

/** The mapping's lines on one page of the form, and how many pages there are. */
export function pageOfRows(
  config: SyncConfig,
  choices: Choices,
  number: number,
): { rows: MappingRow[]; page: { number: number; of: number } } {
  const all = rowsOf(config.status_mapping, choices);
  const of = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, Math.trunc(number) || 1), of);
  return { rows: all.slice((at - 1) * ROWS_PER_PAGE, at * ROWS_PER_PAGE), page: { number: at, of } };
}

export type SyncFormRead = {
  config: SyncConfig;
  problem?: string;
  /** Which part of the form the problem is of, where it is of one. */
  about?: "status_mapping" | "required_fields";
  rows?: MappingRow[];
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
    config.status_mapping = { ...withoutPage(before, choices, Number(form.get("page"))), ...read.mapping };
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

function withoutPage(config: SyncConfig, choices: Choices, number: number): SyncConfig["status_mapping"] {
  const shown = readRows(pageOfRows(config, choices, number).rows, choices, config.status_mapping);
  const ids = new Set("mapping" in shown ? Object.keys(shown.mapping) : []);
  return Object.fromEntries(Object.entries(config.status_mapping).filter(([id]) => !ids.has(id)));
}
