import { routes } from "../functions/releases/routes.ts";
import { using, writes } from "./access.ts";
import { web } from "./api.ts";
import { knowsSettings } from "./settings.ts";

web("releases", routes, using(writes, knowsSettings));
