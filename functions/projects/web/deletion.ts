import { findDeletion } from "../../../core/projects/delete-project.ts";
import { deletionSummary } from "../../../core/projects/deletion.ts";
import { deletions } from "../../adapters/dynamo/deletions.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/deletion/: who removed the project and when, and how much of it is left. */
export const handler = api("project:read", async ({ organization, params }) => {
  return { body: deletionSummary(await findDeletion({ deletions }, organization.id, params.project ?? "")) };
});
