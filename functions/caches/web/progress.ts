import { invalidationSummary } from "../../../core/caches/invalidation.ts";
import { NotFound } from "../../../core/errors.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { invalidations } from "../../adapters/dynamo/invalidations.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/ownership/invalidation/: since when nothing cached before holds, and what memory is free. */
export const handler = api("project:read", async ({ organization, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const newest = await invalidations.newest(organization.id, project.id);
  if (!newest) throw new NotFound();
  return { body: invalidationSummary(newest) };
});
