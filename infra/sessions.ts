import { routes } from "../functions/sessions/routes.ts";
import { reads, seals, updates, using } from "./access.ts";
import { web } from "./api.ts";
import { knowsSettings } from "./settings.ts";

web("sessions", routes, using(reads, updates, seals, knowsSettings));
