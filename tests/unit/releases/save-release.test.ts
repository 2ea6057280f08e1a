import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareReleases } from "../../../core/releases/order.ts";
import { isVersion } from "../../../core/releases/release.ts";
import { rememberRelease, saveRelease } from "../../../core/releases/save-release.ts";
import { fakeReleases } from "../../support/fake-releases.ts";

const PLACE = { organizationId: 11, projectId: 21 };
const release = (version: string, createdAt: number, releasedAt: number | null = null) => ({ ...PLACE, version, createdAt, releasedAt });

describe("the newest release of a project", () => {
  test("is the greatest version, whichever was heard of first, and however often", async () => {
    const parts = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 12 }), fc.constantFrom("", "-rc.1"));
    const versions = fc.array(
      parts.map(([major, minor, pre]) => `web@${major}.${minor}${pre}`),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(versions, async (named) => {
        const { port: releases } = fakeReleases();
        for (const [at, version] of named.entries()) await rememberRelease({ releases }, PLACE, { version, at });
        const newest = (await releases.newest(11, 21))!;
        expect(named.every((it) => compareReleases(newest, release(it, 0)) >= 0)).toBe(true);
      }),
    );
  });

  test("is that of the later date where versions say nothing, also after it was released late", async () => {
    const { port: releases } = fakeReleases();
    await rememberRelease({ releases }, PLACE, { version: "f3a9", at: 1000 });
    await rememberRelease({ releases }, PLACE, { version: "90c1", at: 2000 });
    expect((await releases.newest(11, 21))?.version).toBe("90c1");
    await saveRelease({ releases }, release("f3a9", 5000, 3000));
    expect(await releases.newest(11, 21)).toEqual(release("f3a9", 1000, 3000));
    await rememberRelease({ releases }, PLACE, { version: "f3a9", at: 9000 });
    expect(await releases.newest(11, 21)).toEqual(release("f3a9", 1000, 3000));
  });

  test("is found also where a run was interrupted before it said so, and where another was faster", async () => {
    const { port } = fakeReleases();
    let moves = 0;
    const releases = {
      ...port,
      moveNewest: async (...args: Parameters<typeof port.moveNewest>) => {
        if (moves++ === 0) await port.moveNewest(args[0], release("web@1.5", 1));
        return port.moveNewest(...args);
      },
    };
    await port.add(release("web@2.0", 1));
    await rememberRelease({ releases }, PLACE, { version: "web@2.0", at: 2 });
    expect([(await port.newest(11, 21))?.version, moves]).toEqual(["web@2.0", 2]);
  });
});

test.each(["", " 1.0", "a/b", "a\\b", "a\nb", ".", "..", "latest", "LATEST", "x".repeat(251)])("%j is no version", (text) => {
  expect(isVersion(text)).toBe(false);
});
test.each(["1.0", "web@1.0.0+build", "f3a9", "2026-11-28", "später 1"])("%j is one", (text) => expect(isVersion(text)).toBe(true));
