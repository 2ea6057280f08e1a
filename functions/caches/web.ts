import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as progress } from "./web/progress.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { progress });
