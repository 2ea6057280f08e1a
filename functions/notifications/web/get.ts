import { USUAL_SETTING } from "../../../core/notifications/setting.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { notificationSettings } from "../../adapters/dynamo/notification-settings.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/notification-settings/: what the token's user wants to hear of the project. */
export const handler = api("project:read", async ({ organization, access, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const stored = await notificationSettings.find(organization.id, project.id, access.userId);
  return { body: stored ?? USUAL_SETTING };
});
