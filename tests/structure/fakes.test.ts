import { expect, test } from "vitest";
import { codeOf, sources } from "../support/source.ts";

/** A log only takes. */
const WITHOUT = ["fakeLog"];

test("what unit tests use in place of an adapter passes the contract suite that the adapter passes", () => {
  const fakes = sources
    .filter((file) => /^tests\/support\/fakes?\b/.test(file))
    .flatMap((file) =>
      [...codeOf(file).matchAll(/^export (?:function|const) (fake\w+|plainSeal|countingIds)/gm)].map((hit) => hit[1] ?? ""),
    );
  const suites = sources.filter((file) => file.startsWith("tests/contracts/")).map(codeOf);
  expect(fakes.length).toBeGreaterThan(12);
  const tried = (name: string) => suites.some((code) => new RegExp(`import \\{[^}]*\\b${name}\\b`).test(code) && /\.each/.test(code));
  expect(fakes.filter((name) => !tried(name)).sort()).toEqual(WITHOUT);
});
