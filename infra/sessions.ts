import { routes } from "../functions/sessions/routes.ts";
import { reads, seals, using } from "./access.ts";
import { web } from "./api.ts";
import { knowsSettings } from "./settings.ts";

web("sessions", routes, using(reads, seals, knowsSettings));
