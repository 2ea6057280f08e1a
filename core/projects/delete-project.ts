import { Conflict, NotFound } from "../errors.ts";
import { SLUG } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import type { Deletion } from "./deletion.ts";
import { findProject } from "./find-project.ts";
import type { Deletions, Projects } from "./ports.ts";

type Needed = Pick<Ports, "now"> & { projects: Projects; deletions: Deletions };

/** How often the project may be renamed between reading and marking it. */
const ATTEMPTS = 3;

/**
 * Marks a project as deleted, frees its slug and notes who asked for it: one write; everything else follows from that note. A project
 * that is being deleted already is left to it (behaviour §6.5). Throws NotFound.
 */
export async function deleteProject(
  ports: Needed,
  { organizationId, project: text, userId }: { organizationId: number; project: string; userId: number },
): Promise<{ projectId: number }> {
  const requestedBy = userId;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await findProject(ports, organizationId, text).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    if (!found) return { projectId: (await underWay(ports, organizationId, text)).projectId };
    const { id: projectId, slug, name } = found;
    const deletion = { organizationId, projectId, slug, name, requestedBy, requestedAt: ports.now() };
    if (await ports.deletions.begin(deletion)) return { projectId };
  }
  throw new Conflict("The project is being changed. Please try again in a second");
}

/** Only by its id: the slug is free for others by now. */
async function underWay({ deletions }: Needed, organizationId: number, text: string): Promise<Deletion> {
  const deletion = /^\d{1,16}$/.test(text) ? await deletions.byProject(organizationId, Number(text)) : null;
  if (!deletion || deletion.finishedAt !== null) throw new NotFound();
  return deletion;
}

/** The removal of the project with this id, or the newest of one with this slug. Throws NotFound. */
export async function findDeletion({ deletions }: { deletions: Deletions }, organizationId: number, text: string): Promise<Deletion> {
  const found = /^\d{1,16}$/.test(text)
    ? await deletions.byProject(organizationId, Number(text))
    : SLUG.test(text) && (await deletions.bySlug(organizationId, text));
  if (!found) throw new NotFound();
  return found;
}
