import { NotFound } from "../../core/errors.ts";
import { findDeletion } from "../../core/projects/delete-project.ts";
import { deletionSummary } from "../../core/projects/deletion.ts";
import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { projectDeletions } from "../../functions/adapters/sqs/project-deletions.ts";
import type { Answer } from "./command.ts";
import { organizationOf } from "./found.ts";

/** How far it is; with `resume` its next step is asked for again, which changes nothing where it goes on by itself. Throws NotFound. */
export async function deletion(slug: string, project: string, resume: boolean): Promise<Answer> {
  const organization = await organizationOf(slug);
  const found = await findDeletion({ deletions }, organization.id, project).catch((error: unknown) => {
    if (error instanceof NotFound) throw new NotFound(`No project "${project}" of ${organization.slug} was removed, or is about to be.`);
    throw error;
  });
  const value = deletionSummary(found);
  const resumes = resume && found.finishedAt === null;
  if (resumes) await projectDeletions.send([{ v: 1, organizationId: organization.id, projectId: found.projectId }]);
  const far = value.counted === null ? "nothing counted yet" : `${value.done} of ${value.counted} issues`;
  return {
    value,
    lines: [`${value.slug} (${value.id}): ${value.status}, ${far}, asked for ${value.dateRequested}.`, ...(resumes ? ["It goes on."] : [])],
  };
}
