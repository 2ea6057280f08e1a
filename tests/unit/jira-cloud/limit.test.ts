import { expect, test } from "vitest";
import { isNearLimit, limitOf } from "../../../core/jira-cloud/limit.ts";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const of = (headers: Record<string, string>) => limitOf((name) => headers[name] ?? "", NOW);

test.each([
  ["jira-quota-global-based", "tracker"],
  ["jira-quota-tenant-based", "tracker"],
  ["jira-burst-based", "request"],
  ["jira-per-issue-on-write", "ticket"],
  ["", "tracker"],
  ["of another time", "tracker"],
])("%s is left in peace as a %s", (reason, scope) => {
  expect(of({ "ratelimit-reason": reason, "retry-after": "2" })).toEqual({ scope, milliseconds: 2000 });
});

test.each<[Record<string, string>, number]>([
  [{ "retry-after": "7" }, 7000],
  [{ "retry-after": "7", "x-ratelimit-reset": "2026-11-28T11:00:00Z" }, 7000],
  [{ "x-ratelimit-reset": "2026-11-28T11:00:00Z" }, 3_600_000],
  [{ "x-ratelimit-reset": "2026-11-28T09:00:00Z" }, 30_000],
  [{ "retry-after": "soon" }, 30_000],
  [{ "retry-after": "-1" }, 30_000],
  [{ "retry-after": "99999999" }, 43_200_000],
  [{}, 30_000],
])("%o waits %i ms", (headers, milliseconds) => expect(of(headers).milliseconds).toBe(milliseconds));

test("says when little is left", () => {
  expect(["true", "True", "false", ""].map((it) => isNearLimit(() => it))).toEqual([true, true, false, false]);
});
