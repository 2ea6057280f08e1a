import { expect, test } from "vitest";
import { ProjectInvalidation } from "../../../core/messages.ts";
import { projectInvalidations } from "../../../core/relay/project-invalidations.ts";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);
const place = (entry: string, at = AT) => ({ organizationId: 11, at, entry });
const invalidations = (it: Parameters<typeof projectInvalidations>[0]) =>
  projectInvalidations(it).map((one) => ProjectInvalidation.parse(one));

test("rules that were saved void what their own project has cached, each version once", () => {
  const saved = (version: number) => ({ ...place("CHANGE#1"), kind: "ownership" as const, projectId: 21, version });
  const [first] = invalidations(saved(3));
  expect(first).toMatchObject({ organizationId: 11, projectId: 21, reason: "ownership", requestedAt: AT, after: null });
  expect(invalidations(saved(3))).toEqual([first]);
  expect(invalidations(saved(4))[0]?.id).not.toBe(first?.id);
});

test("a change of people voids what each project has cached, and frees the memory once a minute, whoever comes first", () => {
  const changed = (entry: string, at?: number) => ({
    ...place(entry, at),
    ...{ kind: "roster" as const, reason: "team" as const, projects: [1, 2], gone: [], found: false },
  });
  expect(invalidations(changed("CHANGE#1")).map((it) => it.projectId)).toEqual([1, 2]);
  const [a] = invalidations(changed("CHANGE#1"));
  const [b] = invalidations(changed("CHANGE#2", AT + 900));
  expect([a?.id, a?.by, b?.by]).toEqual([b?.id, "CHANGE#1", "CHANGE#2"]);
});
