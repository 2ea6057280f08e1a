import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { NotFound } from "../../../core/errors.ts";
import type { NotificationSettings } from "../../../core/notifications/ports.ts";
import { NotificationSetting } from "../../../core/notifications/setting.ts";
import { activeProject } from "./active-project.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { transact } from "./transact.ts";

export const notificationSettings: NotificationSettings = {
  async find(organizationId, projectId, userId) {
    const Key = keys.notificationSetting(organizationId, projectId, userId);
    const { Item } = await orUnavailable(dynamo.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })));
    return Item ? NotificationSetting.parse(Item) : null;
  },

  async put(organizationId, projectId, userId, setting) {
    const Item = { ...keys.notificationSetting(organizationId, projectId, userId), ...setting };
    const failed = await transact([{ Put: { TableName: tableName(), Item } }, activeProject(organizationId, projectId)]);
    if (failed.length > 0) throw new NotFound();
  },
};
