import { routes } from "../functions/sessions/routes.ts";
import { reads, removes, seals, updates, using } from "./access.ts";
import { web } from "./api.ts";
import { knowsSettings } from "./settings.ts";

web("sessions", routes, using(reads, updates, removes, seals, knowsSettings));
