import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as confirm } from "./web/confirm.ts";
import { handler as begin } from "./web/new.ts";
import { handler as newWithToken } from "./web/new-with-token.ts";
import { handler as search } from "./web/search.ts";
import { handler as setUp } from "./web/set-up.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { confirm, new: begin, "new-with-token": newWithToken, search, "set-up": setUp });
