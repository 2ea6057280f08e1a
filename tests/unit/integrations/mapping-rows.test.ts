import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Choices, readRows, rowsOf } from "../../../core/integrations/mapping-rows.ts";

const CHOICES: Choices = {
  projects: [
    { id: "10000", key: "APP", name: "Application" },
    { id: "10001", key: "OPS", name: "Operations" },
  ],
  statuses: [
    { id: "1", name: "Open" },
    { id: "5", name: "Resolved" },
    { id: "6", name: "Closed" },
  ],
};
const row = (project: string, onResolve: string, onUnresolve: string) => ({ project, onResolve, onUnresolve });
const read = (...rows: ReturnType<typeof row>[]) => readRows(rows, CHOICES, {});

const ID = fc.stringMatching(/^\d{1,6}$/);
const MAPPING = fc.dictionary(ID, fc.record({ on_resolve: ID, on_unresolve: ID }), { maxKeys: 5 });

describe("the lines of a status mapping", () => {
  test("mean the project's own status where others are called the same, and never another project's", () => {
    const own = (id: string, project: string) => ({ id, name: "Resolved", project });
    const choices = { ...CHOICES, statuses: [own("91", "10001"), ...CHOICES.statuses, own("92", "10000"), own("93", "777")] };
    const rows = ["APP", "OPS", "WEB"].map((it) => row(it, "Resolved", "Open"));
    const projects = [...CHOICES.projects, { id: "10002", key: "WEB", name: "Web" }];
    const got = readRows(rows, { ...choices, projects }, {});
    expect("mapping" in got && Object.values(got.mapping).map((it) => it.on_resolve)).toEqual(["92", "91", "5"]);
  });

  test.each(["APP – Application", "app", "Application", "10000", " APP "])("know the project %s", (project) =>
    expect(read(row(project, "resolved", "1"))).toEqual({ mapping: { "10000": { on_resolve: "5", on_unresolve: "1" } } }),
  );

  test("are dropped when they are empty", () =>
    expect(read(row("", "", ""), row("OPS", "Closed", "Open"), row("", "", ""))).toEqual({
      mapping: { "10001": { on_resolve: "6", on_unresolve: "1" } },
    }));

  test.each([
    [row("NOPE", "Closed", "Open"), 'Jira shows no project "NOPE".'],
    [row("", "Closed", "Open"), "Name the Jira project."],
    [row("APP", "", "Open"), "Both statuses are required."],
    [row("APP", "Closed", ""), "Both statuses are required."],
    [row("APP", "Shut", "Open"), 'Jira has no status "Shut".'],
    [row("__proto__", "Closed", "Open"), 'Jira shows no project "__proto__".'],
  ])("say what is wrong: %j", (bad, error) => {
    const answer = read(row("OPS", "Closed", "Open"), bad);
    expect(answer).toMatchObject({ rows: [{ project: "OPS" }, { ...bad, errors: [error] }] });
  });

  test("name a project once", () =>
    expect(read(row("APP", "Closed", "Open"), row("app", "Resolved", "Open"))).toMatchObject({
      rows: [{}, { errors: ['"app" is there twice.'] }],
    }));

  test("come back as they were stored, also what Jira hides now", () =>
    fc.assert(
      fc.property(MAPPING, (before) => {
        expect(readRows(rowsOf(before, CHOICES), CHOICES, before)).toEqual({ mapping: before });
      }),
    ));
});
