import type { Group } from "../../core/issues/group.ts";
import type { Project } from "../../core/projects/project.ts";
import { releaseSummary } from "../../core/releases/representation.ts";
import { releases } from "../adapters/dynamo/releases.ts";

/** The releases that the first and the newest event of an issue named, of those that named one; null where none did. */
export async function releasesShown({ organizationId, projectId, firstRelease, release }: Group, projects: readonly Project[]) {
  const shown = async (version: string | null) => {
    const found = version === null ? null : await releases.find(organizationId, projectId, version);
    return found && releaseSummary([found], projects);
  };
  const [first, last] = await Promise.all([shown(firstRelease), shown(release)]);
  return { firstRelease: first, lastRelease: last };
}
