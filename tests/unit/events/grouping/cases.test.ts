import { expect, test } from "vitest";
import { groupingKeys } from "../../../../core/events/grouping/keys.ts";
import cases from "../../../fixtures/grouping/cases.json" with { type: "json" };
import { normalized } from "../../../support/sdk-events.ts";

type Case = { name: string; about: string; same: boolean; a: object; b: object };

/** Pairs of events that Sentry puts into one issue, or into two. */
test.each(cases as Case[])("$about: $name, one issue: $same", ({ a, b, same }) => {
  const [first, second] = [groupingKeys(normalized(a)), groupingKeys(normalized(b))];
  expect(first.some((key) => second.includes(key))).toBe(same);
  expect(groupingKeys(normalized(a))).toEqual(first);
});
