import { NotFound } from "../../../core/errors.ts";
import type { NotificationSettings } from "../../../core/notifications/ports.ts";
import { NotificationSetting } from "../../../core/notifications/setting.ts";
import { activeProject } from "./active-project.ts";
import { getItem } from "./client.ts";
import { put } from "./compare.ts";
import { keys } from "./keys.ts";
import { transact } from "./transact.ts";

export const notificationSettings: NotificationSettings = {
  async find(organizationId, projectId, userId) {
    const item = await getItem(keys.notificationSetting(organizationId, projectId, userId));
    return item ? NotificationSetting.parse(item) : null;
  },

  async put(organizationId, projectId, userId, setting) {
    const key = keys.notificationSetting(organizationId, projectId, userId);
    const failed = await transact([put(key, setting), activeProject(organizationId, projectId)]);
    if (failed.length > 0) throw new NotFound();
  },
};
