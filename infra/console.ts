import { routes } from "../functions/console/routes.ts";
import { web } from "./api.ts";

// Reaches nothing: what it answers is the same for everybody.
web("console", routes, { link: [], permissions: [] });
