import { NotificationSetting } from "../../../core/notifications/setting.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { notificationSettings } from "../../adapters/dynamo/notification-settings.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

/** PUT /api/0/projects/{organization}/{project}/notification-settings/: says what the token's user wants to hear of the project. */
export const handler = api("project:read", async (request) => {
  const { organization, access, params } = request;
  const setting = readJson(request, NotificationSetting);
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  await notificationSettings.put(organization.id, project.id, access.userId, setting);
  return { body: setting };
});
