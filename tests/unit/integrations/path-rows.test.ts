import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Choices } from "../../../core/integrations/mapping-rows.ts";
import { LONGEST_PATH, type PathRow, pathRowsOf, readPaths, typedPaths } from "../../../core/integrations/path-rows.ts";
import { readSyncForm } from "../../../core/integrations/sync-form.ts";
import { SYNC_OFF, type SyncConfig } from "../../../core/trackers/integration.ts";

const CHOICES: Choices = {
  projects: [
    { id: "10000", key: "APP", name: "Application" },
    { id: "10001", key: "OPS", name: "Operations" },
  ],
  statuses: ["Open", "In Progress", "In Review", "Testing", "Done"].map((name, at) => ({ id: String(at + 1), name })),
};
const MAPPING = Object.fromEntries(["10000", "gone"].map((it) => [it, { on_resolve: "5", on_unresolve: "1" }]));
const read = (rows: readonly PathRow[], before = {}) => readPaths(rows, CHOICES, { mapping: MAPPING, before });
const way = (project: string, ...steps: string[]): PathRow => ({ project, toward: "on_resolve", steps });

const STEP = fc.constantFrom("2", "3", "4", "of before");
const STEPS = fc.uniqueArray(STEP, { maxLength: 4 });
const PATHS = fc.record(
  { "10000": fc.record({ on_resolve: STEPS, on_unresolve: STEPS }), gone: fc.record({ on_resolve: STEPS, on_unresolve: STEPS }) },
  { requiredKeys: [] },
);
const formOf = (rows: readonly PathRow[], typed: boolean): URLSearchParams =>
  new URLSearchParams(
    rows.flatMap(({ project, toward, steps }, at): [string, string][] => [
      [`path_project_${at + 1}`, project],
      [`path_toward_${at + 1}`, toward],
      ...(typed ? [steps.join(" > ")] : ["", ...steps]).map((it, step): [string, string] => [`path_step_${at + 1}_${step + 1}`, it]),
    ]),
  );

describe("the lines of ways through several statuses", () => {
  test("are what is stored, however they are sent, also of what Jira hides now", () =>
    fc.assert(
      fc.property(PATHS, fc.boolean(), (paths, typed) => {
        const rows = pathRowsOf(paths, Object.keys(MAPPING), CHOICES);
        const stored = Object.entries(paths).filter(([, it]) => it.on_resolve.length + it.on_unresolve.length > 0);
        expect(read(typedPaths(formOf(rows, typed)), paths)).toEqual({ paths: Object.fromEntries(stored) });
      }),
    ));

  test.each<[PathRow, string]>([
    [way("NOPE", "Testing"), 'Jira shows no project "NOPE".'],
    [way("", "Testing"), "Name the Jira project."],
    [way("OPS", "Testing"), "Choose the two statuses of this project first."],
    [way("APP"), "Choose one status on the way at least."],
    [way("APP", "Testing", "Shipping"), 'Jira has no status "Shipping".'],
    [way("APP", "Testing", "testing"), "A status is on the way twice."],
    [way("__proto__", "Testing"), 'Jira shows no project "__proto__".'],
    [way("APP", ...Array.from({ length: LONGEST_PATH + 1 }, (_, at) => `x${at}`)), "A way has 10 statuses at most."],
  ])("say what is wrong: %j", (bad, error) => {
    const answer = read([{ ...way("APP", "In Review"), toward: "on_unresolve" }, bad]);
    expect("rows" in answer && answer.rows[1]?.errors).toContain(error);
    expect("rows" in answer && answer.rows[0]?.errors).toBeUndefined();
  });

  test("of one project and the same end are one", () => {
    const answer = read([way("APP", "In Review"), way("Application", "Testing")]);
    expect("rows" in answer && answer.rows[1]?.errors).toEqual(['"Application" is there twice.']);
  });
});

test("the form keeps the ways of projects that are on another page, and drops those of a project that is cleared", () => {
  const path = { on_resolve: ["2"], on_unresolve: [] };
  const config: SyncConfig = { ...SYNC_OFF, status_mapping: MAPPING, status_paths: { "10000": path, gone: path, elsewhere: path } };
  const form = formOf([way("APP", "In Review")], false);
  for (const [name, value] of Object.entries({ page: "1", project: "APP", on_resolve: "Done", on_unresolve: "Open" }))
    form.set(name, value);
  expect(readSyncForm(form, config, CHOICES).config.status_paths).toEqual({
    "10000": { on_resolve: ["3"], on_unresolve: [] },
    elsewhere: path,
  });
  form.set("path_step_1_2", "Nowhere");
  expect(readSyncForm(form, config, CHOICES)).toMatchObject({ about: "status_paths", paths: [{ errors: [expect.any(String)] }] });
});
