import { describe, expect, test } from "vitest";
import type { Choices } from "../../../core/integrations/mapping-rows.ts";
import { pageOfRows, ROWS_PER_PAGE, readSyncForm } from "../../../core/integrations/sync-form.ts";
import { SYNC_OFF, type SyncConfig } from "../../../core/trackers/integration.ts";

const projects = Array.from({ length: 45 }, (_, at) => ({
  id: String(10_000 + at),
  key: `P${String(at).padStart(2, "0")}`,
  name: `Project ${at}`,
}));
const CHOICES: Choices = {
  projects,
  statuses: [
    { id: "1", name: "Open" },
    { id: "5", name: "Resolved" },
  ],
};
const mapped: SyncConfig = {
  ...SYNC_OFF,
  sync_status_forward: true,
  status_mapping: Object.fromEntries(projects.map(({ id }) => [id, { on_resolve: "5", on_unresolve: "1" }])),
};
const formOf = (page: number, rows: string[][], more: Record<string, string> = { sync_status_forward: "on" }) => {
  const form = new URLSearchParams({ page: String(page), resolution_strategy: "resolve", ...more });
  for (const [project = "", resolve = "", open = ""] of rows) {
    form.append("project", project);
    form.append("on_resolve", resolve);
    form.append("on_unresolve", open);
  }
  return form;
};
const shown = (page: number) => pageOfRows(mapped, CHOICES, page).rows.map((it) => [it.project, it.onResolve, it.onUnresolve]);

describe("the form of what is kept in step", () => {
  test("shows a long mapping page by page", () => {
    expect([1, 2, 3, 4, Number.NaN].map((page) => pageOfRows(mapped, CHOICES, page).page.number)).toEqual([1, 2, 3, 3, 1]);
    expect(pageOfRows(mapped, CHOICES, 3)).toMatchObject({ page: { of: 3 }, rows: { length: 45 - 2 * ROWS_PER_PAGE } });
    expect(pageOfRows(SYNC_OFF, CHOICES, 1)).toEqual({ rows: [], paths: [], page: { number: 1, of: 1 } });
  });

  test("sent as it was shown changes nothing, on any page", () => {
    for (const page of [1, 2, 3]) expect(readSyncForm(formOf(page, shown(page)), mapped, CHOICES)).toEqual({ config: mapped });
  });

  test("a line that was cleared is dropped, the other pages stay", () => {
    const [, ...rest] = shown(2);
    const { config, problem } = readSyncForm(formOf(2, [["", "", ""], ...rest]), mapped, CHOICES);
    expect(problem).toBeUndefined();
    expect(Object.keys(config.status_mapping)).toHaveLength(44);
    expect(config.status_mapping).not.toHaveProperty("10020");
  });

  test("with a bad line nothing is to be saved, and the lines come back as they were typed", () =>
    expect(readSyncForm(formOf(1, [["P00", "Nope", "Open"]]), mapped, CHOICES)).toMatchObject({
      problem: expect.any(String),
      rows: [{ project: "P00", onResolve: "Nope", errors: [expect.stringContaining("Nope")] }],
    }));

  test("status towards Jira needs a mapping; without the switch the mapping is kept for later", () => {
    expect(readSyncForm(formOf(1, [["", "", ""]]), SYNC_OFF, CHOICES).problem).toContain("needs the statuses");
    expect(readSyncForm(formOf(1, shown(1), {}), mapped, CHOICES).config).toEqual({ ...mapped, sync_status_forward: false });
  });

  test("without Jira: switches can be changed, lines that cannot be checked are not taken, and none are lost", () => {
    const form = formOf(1, [], { sync_status_forward: "on", sync_comments: "on", resolution_strategy: "resolve_next_release" });
    const config = { ...mapped, sync_comments: true, resolution_strategy: "resolve_next_release" };
    expect(readSyncForm(form, mapped, null)).toEqual({ config });
    expect(readSyncForm(form, mapped, CHOICES)).toEqual({ config });
    expect(readSyncForm(formOf(1, shown(1)), mapped, null).problem).toContain("Jira does not answer");
  });

  test("an unknown strategy changes none", () =>
    expect(readSyncForm(formOf(1, shown(1), { sync_status_forward: "on", resolution_strategy: "never" }), mapped, CHOICES).config).toEqual(
      mapped,
    ));
});
