import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as begin } from "./web/new.ts";
import { handler as search } from "./web/search.ts";
import { handler as webhook } from "./web/webhook.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { new: begin, search, webhook });
