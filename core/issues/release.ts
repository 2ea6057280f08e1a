import type { StatusDetails } from "./group.ts";

/** `package@1.2.3-rc.1+build` (https://docs.sentry.io/product/releases/naming-releases/): package, numbers, pre-release. */
const VERSION = /^(?:(.*)@)?v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/s;

/** Below, equal or above zero, as `a` is the older, the same or the newer; null where the two cannot be compared. */
function compareReleases(a: string, b: string): number | null {
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

/**
 * Whether an event of this release says that a resolved issue is back: of any release, unless the issue counts as resolved only from
 * a release on (behaviour §8.2). Where that cannot be told it is back: an error too much is seen, one too few is not.
 */
export function isRegression(release: string | null, details: StatusDetails | null): boolean {
  if (release === null || (details?.type !== "in_next_release" && details?.type !== "in_release")) return true;
  const order = compareReleases(release, details.release);
  if (order === null) return true;
  return details.type === "in_next_release" ? order > 0 : order >= 0;
}
