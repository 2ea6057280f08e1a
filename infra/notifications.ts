import { routes } from "../functions/notifications/routes.ts";
import { writes } from "./access.ts";
import { web } from "./api.ts";

web("notifications", routes, writes);
