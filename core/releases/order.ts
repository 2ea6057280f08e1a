import type { Release } from "./release.ts";

/** `package@1.2.3-rc.1+build` (https://docs.sentry.io/product/releases/naming-releases/): package, numbers, pre-release. */
const VERSION = /^(?:(.*)@)?v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/s;

/** Below, equal or above zero, as `a` is the older, the same or the newer version; null where the two cannot be compared as versions. */
export function compareVersions(a: string, b: string): number | null {
  if (a === b) return 0;
  const [left, right] = [VERSION.exec(a), VERSION.exec(b)];
  if (!left || !right || left[1] !== right[1]) return null;
  return compareNumbers(left[2] ?? "", right[2] ?? "") || comparePreReleases(left[3], right[3]);
}

function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  const differing = [0, 1, 2, 3].find((at) => (left[at] ?? 0) !== (right[at] ?? 0));
  return differing === undefined ? 0 : (left[differing] ?? 0) - (right[differing] ?? 0);
}

/** A version comes after its pre-releases (https://semver.org, 11). */
function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.localeCompare(b, "en", { numeric: true });
}

/** When it counts as made: when it was released, else when it was first heard of. Ms since the Unix epoch. */
export const dateOf = ({ releasedAt, createdAt }: Pick<Release, "releasedAt" | "createdAt">): number => releasedAt ?? createdAt;

/**
 * The order of a project's releases: as versions where both are such, else by their dates. `web@1.10` comes after `web@1.9`, whichever was
 * heard of first; of `f3a9` and `90c1` the one of the later date is the newer.
 */
export const compareReleases = (a: Release, b: Release): number => compareVersions(a.version, b.version) ?? dateOf(a) - dateOf(b);
