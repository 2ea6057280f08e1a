import { reads, writes } from "./access.ts";
import { handle } from "./api.ts";

const path = "/api/0/projects/{organization}/{project}/notification-settings/";
handle(`GET ${path}`, "functions/notifications/get.handler", reads);
handle(`PUT ${path}`, "functions/notifications/update.handler", writes);
