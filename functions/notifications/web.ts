import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as get } from "./web/get.ts";
import { handler as update } from "./web/update.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { get, update });
