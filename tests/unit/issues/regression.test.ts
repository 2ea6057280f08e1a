import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StatusDetails } from "../../../core/issues/group.ts";
import { isRegression } from "../../../core/issues/regression.ts";
import { compareVersions } from "../../../core/releases/order.ts";
import { fakeReleases } from "../../support/fake-releases.ts";

const PLACE = { organizationId: 11, projectId: 21 };
const known = (version: string, createdAt: number, releasedAt: number | null = null) => ({ ...PLACE, version, createdAt, releasedAt });
const isBack = (release: string | null, details: StatusDetails | null, ...all: ReturnType<typeof known>[]) =>
  isRegression({ releases: fakeReleases(all).port }, PLACE, release, details);
const next = (release: string): StatusDetails => ({ type: "in_next_release", release });
const from = (release: string): StatusDetails => ({ type: "in_release", release });

describe("an event of a release", () => {
  test.each([
    ["web@1.2.0", next("web@1.2.0"), false],
    ["web@1.1.9", next("web@1.2.0"), false],
    ["web@1.2.1", next("web@1.2.0"), true],
    ["web@1.10.0", next("web@1.9.0"), true],
    ["web@1.2.0", next("web@1.2.0-rc.1"), true],
    ["web@1.2.0-rc.2", next("web@1.2.0-rc.10"), false],
    ["1.2.0+build.2", next("1.2.0+build.1"), false],
    ["web@1.2.0", from("web@1.2.0"), true],
    ["web@1.1.0", from("web@1.2.0"), false],
    ["2", from("1.9"), true],
    // What cannot be compared is back, except the very release that it was resolved after.
    ["api@1.0.0", next("web@1.2.0"), true],
    ["deadbeef", next("cafe"), true],
    ["cafe", next("cafe"), false],
    ["cafe", from("cafe"), true],
    [null, next("web@1.2.0"), true],
    ["web@0.0.1", { type: "in_commit", commit: "cafe", repository: "web" }, true],
    ["web@0.0.1", null, true],
  ] as [string | null, StatusDetails | null, boolean][])("%s with %j is a regression: %s", async (release, details, expected) => {
    expect(await isBack(release, details)).toBe(expected);
  });

  test("of releases that are no versions the later date is the newer", async () => {
    const both = [known("deadbeef", 2000), known("cafe", 1000)];
    expect(await isBack("deadbeef", next("cafe"), ...both)).toBe(true);
    expect(await isBack("cafe", next("deadbeef"), ...both)).toBe(false);
    expect(await isBack("cafe", next("deadbeef"), known("deadbeef", 2000), known("cafe", 1000, 3000))).toBe(true);
    expect(await isBack("cafe", next("deadbeef"), known("cafe", 1000))).toBe(true);
  });

  test("of two versions exactly one, or neither, is newer", () => {
    const part = fc.nat({ max: 30 });
    const version = fc.tuple(part, part, part, fc.constantFrom("", "-rc.1", "-beta")).map(([a, b, c, pre]) => `web@${a}.${b}.${c}${pre}`);
    fc.assert(
      fc.property(version, version, (a, b) => {
        const newer = [compareVersions(a, b) ?? 0, compareVersions(b, a) ?? 0];
        expect(newer.filter((it) => it > 0)).toHaveLength(a === b ? 0 : 1);
      }),
    );
  });
});
