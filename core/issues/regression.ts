import { compareReleases, compareVersions } from "../releases/order.ts";
import type { Releases } from "../releases/ports.ts";
import type { GroupRef, StatusDetails } from "./group.ts";

type Place = Pick<GroupRef, "organizationId" | "projectId">;

/**
 * Whether an event of this release says that a resolved issue is back: of any release, unless the issue counts as resolved only from
 * a release on (behaviour §8.2). Where that cannot be told it is back: an error too much is seen, one too few is not. Releases that are no
 * versions are looked up and compared by date; all else reads nothing.
 */
export async function isRegression(
  { releases }: { releases: Pick<Releases, "find"> },
  { organizationId, projectId }: Place,
  release: string | null,
  details: StatusDetails | null,
): Promise<boolean> {
  if (release === null || (details?.type !== "in_next_release" && details?.type !== "in_release")) return true;
  const order = compareVersions(release, details.release) ?? (await byDate(release, details.release));
  if (order === null) return true;
  return details.type === "in_next_release" ? order > 0 : order >= 0;

  async function byDate(a: string, b: string): Promise<number | null> {
    const [left, right] = await Promise.all([a, b].map((it) => releases.find(organizationId, projectId, it)));
    return left && right ? compareReleases(left, right) : null;
  }
}
