import { NotificationSetting } from "../../core/notifications/setting.ts";

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/get": { 200: NotificationSetting },
  "web/update": { 200: NotificationSetting },
};
