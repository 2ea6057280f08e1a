import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as list } from "./web/list.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { list });
