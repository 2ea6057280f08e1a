import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as overview } from "./web/overview.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { overview });
