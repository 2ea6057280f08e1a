import type { NotificationSetting } from "./setting.ts";

export type NotificationSettings = {
  find(organizationId: number, projectId: number, userId: number): Promise<NotificationSetting | null>;
  put(organizationId: number, projectId: number, userId: number, setting: NotificationSetting): Promise<void>;
};
