import type { ProjectDeletion } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Deletions, ProjectContents } from "./ports.ts";

/** Groups removed by one message: their grouping keys and the count of the job fit one transaction. */
export const GROUPS_PER_STEP = 99;
/** Items of groups, or of the project itself, removed by one message at most. */
const ITEMS_PER_STEP = 5_000;

type Needed = Pick<Ports, "now" | "log"> & {
  deletions: Deletions;
  projectContents: ProjectContents;
  projectDeletions: Sender<ProjectDeletion>;
};

/**
 * One step of removing what a deleted project owned: a page of its groups, then a page of the rest, then the project itself; a message
 * to itself asks for the next step. Whatever is found through another item goes before it, so a step that was interrupted is simply
 * done again. A group's own item goes first of all its items: events, changes and links that are late are refused from then on, as its
 * project refuses new groups since the mark.
 */
export async function cascade(ports: Needed, { organizationId, projectId }: ProjectDeletion): Promise<void> {
  const { deletions, projectContents, projectDeletions, log } = ports;
  const again = () => projectDeletions.send([{ v: 1, organizationId, projectId }]);
  const deletion = await deletions.byProject(organizationId, projectId);
  if (!deletion || deletion.finishedAt !== null) return;
  await projectContents.removeKeys(organizationId, projectId);
  if (deletion.counted === null) await deletions.count(deletion, await projectContents.countGroups(organizationId, projectId));

  const groups = await projectContents.groups(organizationId, projectId, GROUPS_PER_STEP);
  if (groups.length > 0) {
    const groupIds = [...new Set(groups.map((it) => it.groupId))];
    await projectContents.closeGroups(organizationId, projectId, groupIds);
    const left = await projectContents.emptyGroups(organizationId, projectId, groupIds, ITEMS_PER_STEP);
    const empty = groups.filter((it) => !left.includes(it.groupId));
    await projectContents.forgetGroups(organizationId, projectId, empty);
    log.info("project.deletion.step", { organization: organizationId, project: projectId, count: empty.length });
    return again();
  }
  if ((await projectContents.removeRest(organizationId, projectId, ITEMS_PER_STEP)) > 0) return again();

  await deletions.finish(organizationId, projectId, ports.now());
  log.metric("project.deleted", { organization: organizationId, project: projectId, count: deletion.done });
}
